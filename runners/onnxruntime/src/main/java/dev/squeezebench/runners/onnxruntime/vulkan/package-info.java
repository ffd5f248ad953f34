/** Asks Vulkan for its adapters: ONNX Runtime's WebGPU provider never says which one it took. */
@NullMarked
package dev.squeezebench.runners.onnxruntime.vulkan;

import org.jspecify.annotations.NullMarked;
