/** Rounds of trials: their order, their length, when to stop, what to do when a scenario fails. Starts no process itself. */
@NullMarked
package dev.squeezebench.core.experiment;

import org.jspecify.annotations.NullMarked;
