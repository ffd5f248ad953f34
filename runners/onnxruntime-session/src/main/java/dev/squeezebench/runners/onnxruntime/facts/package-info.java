/** What ONNX Runtime says of itself, and of its errors. */
@NullMarked
package dev.squeezebench.runners.onnxruntime.facts;

import org.jspecify.annotations.NullMarked;
