/** Runs trials in child processes and turns what they leave behind into records. */
@NullMarked
package dev.squeezebench.core.trial;

import org.jspecify.annotations.NullMarked;
