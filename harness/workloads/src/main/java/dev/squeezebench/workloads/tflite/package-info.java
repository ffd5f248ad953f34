/**
 * Writes networks as TensorFlow Lite files: a graph of tensors and operators is built from the description, described
 * in a FlatBuffer, and the parameters follow it one at a time.
 */
@NullMarked
package dev.squeezebench.workloads.tflite;

import org.jspecify.annotations.NullMarked;
