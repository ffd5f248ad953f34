package dev.squeezebench.runners.onnxruntime;

import com.sun.jna.NativeLibrary;

/** What the system's dynamic linker finds. */
final class SystemLibraries {
    private SystemLibraries() {}

    /** Whether a library can be opened, with all that it needs itself. */
    static boolean opens(String file) {
        try (NativeLibrary opened = NativeLibrary.getInstance(file)) {
            return opened.getName() != null;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }
}
