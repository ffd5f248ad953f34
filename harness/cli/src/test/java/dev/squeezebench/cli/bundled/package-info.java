@NullMarked
package dev.squeezebench.cli.bundled;

import org.jspecify.annotations.NullMarked;
