/** The terminal: results to stdout, messages and progress to stderr. */
@NullMarked
package dev.squeezebench.cli.console;

import org.jspecify.annotations.NullMarked;
