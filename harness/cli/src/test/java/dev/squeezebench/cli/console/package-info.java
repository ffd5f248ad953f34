@NullMarked
package dev.squeezebench.cli.console;

import org.jspecify.annotations.NullMarked;
