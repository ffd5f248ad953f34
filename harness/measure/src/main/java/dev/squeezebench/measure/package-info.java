/** The measuring loop and the runner SPI: portable to Android API 26, and ignorant of any model. */
@NullMarked
package dev.squeezebench.measure;

import org.jspecify.annotations.NullMarked;
