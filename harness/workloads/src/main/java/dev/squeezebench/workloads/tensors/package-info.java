/**
 * Tensors out of a user's files: what goes into a model and what must come out. Nothing that a
 * file claims is relied on, nothing in it is executed, and a value that cannot be kept exactly is an error.
 */
@NullMarked
package dev.squeezebench.workloads.tensors;

import org.jspecify.annotations.NullMarked;
