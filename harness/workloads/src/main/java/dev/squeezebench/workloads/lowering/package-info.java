/** What {@code auto} means for a runtime: a versioned table, data and not code. */
@NullMarked
package dev.squeezebench.workloads.lowering;

import org.jspecify.annotations.NullMarked;
