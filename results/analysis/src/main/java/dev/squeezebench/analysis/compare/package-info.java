/** Saved results beside one another: what changed between two of them, as far as that can be seen unpaired. */
@NullMarked
package dev.squeezebench.analysis.compare;

import org.jspecify.annotations.NullMarked;
