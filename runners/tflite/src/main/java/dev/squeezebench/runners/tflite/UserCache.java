package dev.squeezebench.runners.tflite;

import java.io.File;
import java.util.Locale;

/** SqueezeBench's folder for files that can be made again. */
final class UserCache {
    private UserCache() {}

    /**
     * System property {@code squeezebench.cache} where it is set, else the platform's place: {@code LOCALAPPDATA} on
     * Windows, {@code XDG_CACHE_HOME} or {@code ~/.cache} elsewhere.
     */
    static File folder() {
        String chosen = System.getProperty("squeezebench.cache");
        if (chosen != null) {
            return new File(chosen);
        }
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        String base = System.getenv(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
        if (base == null || base.isEmpty()) {
            base = System.getProperty("user.home", ".") + File.separator + ".cache";
        }
        return new File(base, "squeezebench");
    }
}
