@NullMarked
package dev.squeezebench.cli.exit;

import org.jspecify.annotations.NullMarked;
