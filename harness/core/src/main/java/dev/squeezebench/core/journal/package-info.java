/** The journal that a measured process writes, as the command reads it. */
@NullMarked
package dev.squeezebench.core.journal;

import org.jspecify.annotations.NullMarked;
