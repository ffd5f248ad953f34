@NullMarked
package dev.squeezebench.analysis.statistics;

import org.jspecify.annotations.NullMarked;
