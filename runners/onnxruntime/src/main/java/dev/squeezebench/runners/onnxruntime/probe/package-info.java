/** Finds out by trying whether a provider computes here, and on which device. */
@NullMarked
package dev.squeezebench.runners.onnxruntime.probe;

import org.jspecify.annotations.NullMarked;
