/** Tensors and the safetensors file that carries them between processes. Portable to Android API 26, and ignorant of any model. */
@NullMarked
package dev.squeezebench.measure.tensor;

import org.jspecify.annotations.NullMarked;
