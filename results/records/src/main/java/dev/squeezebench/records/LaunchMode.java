package dev.squeezebench.records;

import dev.squeezebench.records.text.Words;

/** How a measured process was started on a phone: its scheduler treats them differently, so their times are not compared. */
public enum LaunchMode {
    /** By the app in the foreground, which is what users' apps get. */
    APK,
    /** By {@code app_process}, as a child of adb's shell. */
    SHELL,
    /** By the app in a device farm, where nobody here sees the device. */
    HOSTED;

    /** Word in files, such as {@code apk}. */
    public String word() {
        return Words.of(this);
    }
}
