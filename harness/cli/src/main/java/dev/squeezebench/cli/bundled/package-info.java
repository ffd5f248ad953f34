/** What a command knows of the bundle that it runs from. */
@NullMarked
package dev.squeezebench.cli.bundled;

import org.jspecify.annotations.NullMarked;
