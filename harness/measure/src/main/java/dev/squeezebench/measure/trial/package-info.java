/** One trial in the measured process: its request, its script, its journal. Portable to Android API 26, and ignorant of any model. */
@NullMarked
package dev.squeezebench.measure.trial;

import org.jspecify.annotations.NullMarked;
