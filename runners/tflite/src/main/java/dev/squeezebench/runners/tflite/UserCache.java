package dev.squeezebench.runners.tflite;

import java.io.File;
import java.util.Locale;
import java.util.Map;

/** SqueezeBench's folder for files that can be made again; the same rules as for model files. */
final class UserCache {
    private static final String NAME = "squeezebench";

    private UserCache() {}

    /** The folder of this user on this machine; nothing is created. */
    static File ofThisUser() {
        String home = System.getProperty("user.home", "");
        // Java's home of a user who is in no list of users is '?', which would be a folder in the current one.
        boolean known = new File(home).isAbsolute();
        return of(
                System.getProperty("os.name", ""),
                known ? home : System.getProperty("java.io.tmpdir", "/tmp"),
                System.getenv());
    }

    /**
     * {@code $XDG_CACHE_HOME/squeezebench} where that is absolute, {@code %LOCALAPPDATA%\squeezebench\cache}, {@code
     * ~/Library/Caches/squeezebench}, else {@code ~/.cache/squeezebench}.
     */
    static File of(String os, String home, Map<String, String> environment) {
        String xdg = environment.get("XDG_CACHE_HOME");
        if (xdg != null && new File(xdg).isAbsolute()) {
            return new File(xdg, NAME);
        }
        String system = os.toLowerCase(Locale.ROOT);
        String localAppData = environment.get("LOCALAPPDATA");
        if (system.startsWith("windows") && localAppData != null) {
            return new File(new File(localAppData, NAME), "cache");
        }
        File base = system.startsWith("mac") ? new File(new File(home, "Library"), "Caches") : new File(home, ".cache");
        return new File(base, NAME);
    }
}
