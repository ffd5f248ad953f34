/** Execution providers: one table of all, with what each needs, takes and is set to. */
@NullMarked
package dev.squeezebench.runners.onnxruntime.provider;

import org.jspecify.annotations.NullMarked;
