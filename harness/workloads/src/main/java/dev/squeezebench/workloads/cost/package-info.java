/** What a network costs by layer kind: parameters, bytes, floating-point operations. */
@NullMarked
package dev.squeezebench.workloads.cost;

import org.jspecify.annotations.NullMarked;
