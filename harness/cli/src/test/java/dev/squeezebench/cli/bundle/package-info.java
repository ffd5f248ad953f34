@NullMarked
package dev.squeezebench.cli.bundle;

import org.jspecify.annotations.NullMarked;
