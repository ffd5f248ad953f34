/**
 * Estimators and tests, each named with its source. The fork is the statistical unit: intervals are formed over trials or
 * rounds, never over the samples of one process, which are not independent.
 */
@NullMarked
package dev.squeezebench.analysis.statistics;

import org.jspecify.annotations.NullMarked;
