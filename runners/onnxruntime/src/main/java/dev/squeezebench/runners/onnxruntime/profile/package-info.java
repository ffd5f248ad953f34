/** Times of operators, by ONNX Runtime's own profiler. */
@NullMarked
package dev.squeezebench.runners.onnxruntime.profile;

import org.jspecify.annotations.NullMarked;
