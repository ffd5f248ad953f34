/** One description of each network, and what is made from it: model files, FLOP counts, reference outputs. */
@NullMarked
package dev.squeezebench.workloads;

import org.jspecify.annotations.NullMarked;
