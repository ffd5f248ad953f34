/**
 * Hugging Face checkpoints as they are on disk. Nothing in a file is trusted: every reader checks before it allocates, and
 * no name out of a file ever names a class or a path.
 */
@NullMarked
package dev.squeezebench.workloads.checkpoint;

import org.jspecify.annotations.NullMarked;
