/** The charts: what each shows of the saved trials, and from which samples each of its points comes. */
@NullMarked
package dev.squeezebench.charts.figure;

import org.jspecify.annotations.NullMarked;
