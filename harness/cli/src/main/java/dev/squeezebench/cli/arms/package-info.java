/** The two sides of a comparison: what each has of its own, and what both measure. */
@NullMarked
package dev.squeezebench.cli.arms;

import org.jspecify.annotations.NullMarked;
