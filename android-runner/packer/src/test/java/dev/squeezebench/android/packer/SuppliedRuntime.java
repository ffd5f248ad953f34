package dev.squeezebench.android.packer;

/** A runtime as an AAR brings it: its class file goes into one. */
final class SuppliedRuntime {
    private SuppliedRuntime() {}

    static String version() {
        return "1.0";
    }
}
