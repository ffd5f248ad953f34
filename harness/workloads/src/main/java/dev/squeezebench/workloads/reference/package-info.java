/** What a network computes, in plain Java and double precision: the oracle that every runtime's outputs are compared with. */
@NullMarked
package dev.squeezebench.workloads.reference;

import org.jspecify.annotations.NullMarked;
