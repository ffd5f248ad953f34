@NullMarked
package dev.squeezebench.cli.options;

import org.jspecify.annotations.NullMarked;
