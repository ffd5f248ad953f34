/**
 * The machine that measures: what it is, what state it is in around each trial, and what is wrong with it for measuring.
 * Acquisition ({@link dev.squeezebench.core.environment.SystemFiles}, OSHI) is kept apart from parsing.
 */
@NullMarked
package dev.squeezebench.core.environment;

import org.jspecify.annotations.NullMarked;
