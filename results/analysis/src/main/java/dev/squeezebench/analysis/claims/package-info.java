/** Published figures, and whether what was measured can speak to them. */
@NullMarked
package dev.squeezebench.analysis.claims;

import org.jspecify.annotations.NullMarked;
