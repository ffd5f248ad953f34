/** Class files and libraries in, a signed and aligned APK and a shell-mode jar out: in plain Java, without an SDK. */
@NullMarked
package dev.squeezebench.android.packer;

import org.jspecify.annotations.NullMarked;
