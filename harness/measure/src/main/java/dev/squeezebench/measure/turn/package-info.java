/**
 * Turns: several measured processes live at once, and one of them works at a time. Portable to Android API 26, where the
 * coordinator runs on the phone.
 */
@NullMarked
package dev.squeezebench.measure.turn;

import org.jspecify.annotations.NullMarked;
