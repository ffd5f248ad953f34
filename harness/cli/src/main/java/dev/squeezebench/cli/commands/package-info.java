/** The commands that measure nothing: they look at what is here, and at what was saved. */
@NullMarked
package dev.squeezebench.cli.commands;

import org.jspecify.annotations.NullMarked;
