@NullMarked
package dev.squeezebench.cli.table;

import org.jspecify.annotations.NullMarked;
