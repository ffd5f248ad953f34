/** Packs this distribution with a linked Java for machines that have neither network nor Java nor Maven. */
@NullMarked
package dev.squeezebench.cli.bundle;

import org.jspecify.annotations.NullMarked;
