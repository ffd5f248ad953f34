/** Saved results as tables, sentences and charts. */
@NullMarked
package dev.squeezebench.cli.report;

import org.jspecify.annotations.NullMarked;
