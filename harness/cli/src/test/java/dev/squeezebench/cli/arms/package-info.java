@NullMarked
package dev.squeezebench.cli.arms;

import org.jspecify.annotations.NullMarked;
