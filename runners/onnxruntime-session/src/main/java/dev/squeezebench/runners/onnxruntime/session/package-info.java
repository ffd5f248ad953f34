/** Models that are open in ONNX Runtime, through its Java API: the same on a computer and on a phone. */
@NullMarked
package dev.squeezebench.runners.onnxruntime.session;

import org.jspecify.annotations.NullMarked;
