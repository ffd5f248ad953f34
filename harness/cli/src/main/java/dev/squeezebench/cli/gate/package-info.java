/** The command that measures. */
@NullMarked
package dev.squeezebench.cli.gate;

import org.jspecify.annotations.NullMarked;
