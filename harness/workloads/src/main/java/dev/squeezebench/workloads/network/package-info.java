/** The description of a network in layers, which the emitters, the FLOP counter and the reference implementation walk. */
@NullMarked
package dev.squeezebench.workloads.network;

import org.jspecify.annotations.NullMarked;
