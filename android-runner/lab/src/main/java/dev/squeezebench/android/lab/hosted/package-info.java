/** What labs that have no adb bring back: archives, instrumentation's output, result files. */
@NullMarked
package dev.squeezebench.android.lab.hosted;

import org.jspecify.annotations.NullMarked;
