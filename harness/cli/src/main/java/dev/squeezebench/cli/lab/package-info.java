/** Phones of a laboratory: a plan on all of them, its state, and its end. */
@NullMarked
package dev.squeezebench.cli.lab;

import org.jspecify.annotations.NullMarked;
