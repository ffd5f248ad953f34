/** Tests. */
@NullMarked
package dev.squeezebench.charts.figure;

import org.jspecify.annotations.NullMarked;
