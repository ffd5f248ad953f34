/**
 * Tensors out of a user's files: what goes into a model and what must come out. Files are believed nothing, nothing in
 * them is executed, and a value that cannot be kept exactly is an error.
 */
@NullMarked
package dev.squeezebench.workloads.tensors;

import org.jspecify.annotations.NullMarked;
