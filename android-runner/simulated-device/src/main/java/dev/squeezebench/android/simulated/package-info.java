/** A simulated Android device: adb's own client talks to it, and it runs the app's code on this machine's Java. */
@NullMarked
package dev.squeezebench.android.simulated;

import org.jspecify.annotations.NullMarked;
