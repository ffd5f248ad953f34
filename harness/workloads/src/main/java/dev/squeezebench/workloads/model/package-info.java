/**
 * A model file of the user: what it says of itself, read without any runtime, and inputs for it.
 *
 * <p>Files come from anywhere. Whatever is wrong with one is said in one line by a {@link
 * dev.squeezebench.measure.tensor.UnreadableFileException}; weights are never copied.
 */
@NullMarked
package dev.squeezebench.workloads.model;

import org.jspecify.annotations.NullMarked;
