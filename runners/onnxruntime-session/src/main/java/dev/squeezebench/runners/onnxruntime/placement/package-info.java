/** Finds out where the nodes of a graph ran. */
@NullMarked
package dev.squeezebench.runners.onnxruntime.placement;

import org.jspecify.annotations.NullMarked;
