/** A client of the adb server: its smart-socket protocol, the shell and the files of a device. */
@NullMarked
package dev.squeezebench.android.lab.adb;

import org.jspecify.annotations.NullMarked;
