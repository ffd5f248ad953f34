@NullMarked
package dev.squeezebench.analysis.table;

import org.jspecify.annotations.NullMarked;
