/** Every command that the manual shows, run. */
@NullMarked
package dev.squeezebench.cli.manual;

import org.jspecify.annotations.NullMarked;
