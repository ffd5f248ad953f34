/** What a runtime implements: the runner SPI. Portable to Android API 26, and ignorant of any model. */
@NullMarked
package dev.squeezebench.measure.runner;

import org.jspecify.annotations.NullMarked;
