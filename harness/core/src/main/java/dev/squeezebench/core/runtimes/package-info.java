/** Other versions of a runtime than the packed one, through the user's own Maven set-up. */
@NullMarked
package dev.squeezebench.core.runtimes;

import org.jspecify.annotations.NullMarked;
