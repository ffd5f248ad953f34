@NullMarked
package dev.squeezebench.cli;

import org.jspecify.annotations.NullMarked;
