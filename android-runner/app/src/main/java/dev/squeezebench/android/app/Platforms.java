package dev.squeezebench.android.app;

import dev.squeezebench.android.app.device.Platform;

/** Which platform a program of shell mode runs on: simulated devices have Java's. */
final class Platforms {
    private Platforms() {}

    static Platform here() {
        return "Dalvik".equals(System.getProperty("java.vm.name")) ? AndroidPlatform.withoutContext() : Platform.java();
    }
}
