/** Draws saved results: four charts as PNG and SVG, each with its provenance. Sees saved results only. */
@NullMarked
package dev.squeezebench.charts;

import org.jspecify.annotations.NullMarked;
