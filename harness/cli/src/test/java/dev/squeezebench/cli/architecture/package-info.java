@NullMarked
package dev.squeezebench.cli.architecture;

import org.jspecify.annotations.NullMarked;
