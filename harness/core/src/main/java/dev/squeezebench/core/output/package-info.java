/** What outputs are compared with, and how. */
@NullMarked
package dev.squeezebench.core.output;

import org.jspecify.annotations.NullMarked;
