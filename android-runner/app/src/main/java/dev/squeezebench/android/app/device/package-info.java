/** What is read of the phone, from files that every Linux kernel has: this runs on a desktop too. Portable to Android API 26. */
@NullMarked
package dev.squeezebench.android.app.device;

import org.jspecify.annotations.NullMarked;
