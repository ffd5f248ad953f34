@NullMarked
package dev.squeezebench.analysis.report;

import org.jspecify.annotations.NullMarked;
