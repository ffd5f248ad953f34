/** Frames, axes, marks, fonts and file formats: knows how to draw, not what was measured. */
@NullMarked
package dev.squeezebench.charts.paint;

import org.jspecify.annotations.NullMarked;
