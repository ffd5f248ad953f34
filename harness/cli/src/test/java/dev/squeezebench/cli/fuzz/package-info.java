/** Everything that reads a user's file, given files that are almost right. */
@NullMarked
package dev.squeezebench.cli.fuzz;

import org.jspecify.annotations.NullMarked;
