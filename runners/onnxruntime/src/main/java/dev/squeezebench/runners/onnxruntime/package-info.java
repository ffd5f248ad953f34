/** ONNX Runtime behind the runner SPI, through its Java API. */
@NullMarked
package dev.squeezebench.runners.onnxruntime;

import org.jspecify.annotations.NullMarked;
