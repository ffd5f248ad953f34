/** Tables with typed cells, and one renderer for each format: text, Markdown, CSV, JSON. */
@NullMarked
package dev.squeezebench.analysis.table;

import org.jspecify.annotations.NullMarked;
