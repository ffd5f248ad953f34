/** ONNX Runtime's native library: loads it, and reads what it says of itself and of its errors. */
@NullMarked
package dev.squeezebench.runners.onnxruntime.library;

import org.jspecify.annotations.NullMarked;
