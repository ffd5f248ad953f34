@NullMarked
package dev.squeezebench.results.statistics;

import org.jspecify.annotations.NullMarked;
