/** Tests. */
@NullMarked
package dev.squeezebench.charts.paint;

import org.jspecify.annotations.NullMarked;
