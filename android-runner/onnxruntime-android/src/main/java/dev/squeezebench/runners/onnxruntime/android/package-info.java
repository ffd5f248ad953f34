/** ONNX Runtime of an AAR, on a phone, behind the runner SPI. */
@NullMarked
package dev.squeezebench.runners.onnxruntime.android;

import org.jspecify.annotations.NullMarked;
