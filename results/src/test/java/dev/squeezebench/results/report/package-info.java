@NullMarked
package dev.squeezebench.results.report;

import org.jspecify.annotations.NullMarked;
