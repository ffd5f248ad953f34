/** Tests of the charts. */
@NullMarked
package dev.squeezebench.charts;

import org.jspecify.annotations.NullMarked;
