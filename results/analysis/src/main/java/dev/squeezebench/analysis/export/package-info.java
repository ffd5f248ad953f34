/** Saved results in the formats of other tools. */
@NullMarked
package dev.squeezebench.analysis.export;

import org.jspecify.annotations.NullMarked;
