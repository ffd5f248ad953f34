package dev.squeezebench.workloads.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where the platform wants caches to be. */
public final class CacheFolder {
    private static final String NAME = "squeezebench";

    private CacheFolder() {}

    /** The folder of this user on this machine; nothing is created. */
    public static Path ofThisUser() {
        String os = System.getProperty("os.name", "");
        return of(os, home(os, System.getProperty("user.home", ""), System.getenv()), System.getenv());
    }

    /**
     * The user's home: {@code $HOME}, as a shell has it, before what Java takes from the list of users. Java's is a question
     * mark where the user is not in that list; the system's temporary folder then is the only one that is sure to be there.
     */
    static Path home(String os, String fromJava, Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        if (!os.toLowerCase(Locale.ROOT).startsWith("windows")
                && !home.isEmpty()
                && Path.of(home).isAbsolute()) {
            return Path.of(home);
        }
        boolean known = !fromJava.isEmpty() && Path.of(fromJava).isAbsolute();
        return Path.of(known ? fromJava : System.getProperty("java.io.tmpdir", "/tmp"));
    }

    /**
     * {@code $XDG_CACHE_HOME/squeezebench} (XDG base directory specification; relative values are ignored, as it asks
     * for), {@code %LOCALAPPDATA%\squeezebench\cache}, {@code ~/Library/Caches/squeezebench}, else {@code
     * ~/.cache/squeezebench}.
     *
     * @param os value of {@code os.name}
     * @param home the user's home
     * @param environment environment variables
     */
    static Path of(String os, Path home, Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg, NAME);
        }
        String system = os.toLowerCase(Locale.ROOT);
        String localAppData = environment.getOrDefault("LOCALAPPDATA", "");
        if (system.startsWith("windows") && !localAppData.isEmpty()) {
            return Path.of(localAppData, NAME, "cache");
        }
        return system.startsWith("mac")
                ? home.resolve("Library").resolve("Caches").resolve(NAME)
                : home.resolve(".cache").resolve(NAME);
    }
}
