/** The measuring loop and what it records: clocks, samples, warm-up, memory. Portable to Android API 26, and ignorant of any model. */
@NullMarked
package dev.squeezebench.measure.loop;

import org.jspecify.annotations.NullMarked;
