/**
 * Entry points on the phone: programs of shell mode, and the app's activity, services and instrumentation. Thin: what they
 * start is in {@code round}, and what is measured by the same classes as on a desktop. Portable to Android API 26.
 */
@NullMarked
package dev.squeezebench.android.app;

import org.jspecify.annotations.NullMarked;
