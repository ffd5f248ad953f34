/** Main classes of child processes. */
@NullMarked
package dev.squeezebench.core.host;

import org.jspecify.annotations.NullMarked;
