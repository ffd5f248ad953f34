/** The user's cache of model files, inputs and reference outputs: made on demand, named by content, verified. */
@NullMarked
package dev.squeezebench.workloads.store;

import org.jspecify.annotations.NullMarked;
