/** Tables: aligned text, Markdown, CSV. */
@NullMarked
package dev.squeezebench.cli.table;

import org.jspecify.annotations.NullMarked;
