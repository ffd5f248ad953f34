/** Asks Vulkan and CUDA for their adapters: ONNX Runtime never says which one it took. */
@NullMarked
package dev.squeezebench.runners.onnxruntime.adapter;

import org.jspecify.annotations.NullMarked;
