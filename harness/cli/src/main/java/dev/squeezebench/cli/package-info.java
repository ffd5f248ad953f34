/** The {@code squeezebench} command: parse, validate, run, report. */
@NullMarked
package dev.squeezebench.cli;

import org.jspecify.annotations.NullMarked;
