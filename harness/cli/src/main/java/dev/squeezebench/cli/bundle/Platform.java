package dev.squeezebench.cli.bundle;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import java.util.Map;
import java.util.Properties;

/**
 * A Linux processor as others call it.
 *
 * @param jna in JNA's folders, such as {@code linux-x86-64}
 * @param gnu in multi-arch folders, such as {@code x86_64}
 */
record Platform(String jna, String gnu) {
    private static final Map<String, Platform> KNOWN = Map.of(
            "amd64", new Platform("linux-x86-64", "x86_64"), "aarch64", new Platform("linux-aarch64", "aarch64"));

    /**
     * The platform that system properties name: a bundle is for machines like the one that it is made on.
     *
     * @throws UserException when there are no bundles for it
     */
    static Platform of(Properties system) {
        String name = system.getProperty("os.name", "unknown");
        String processor = system.getProperty("os.arch", "unknown");
        Platform platform = KNOWN.get(processor);
        if (platform == null || !name.equals("Linux")) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "no bundle can be made on " + name + ' ' + processor
                            + ": make it on Linux, on a machine with the processor of those that it is for");
        }
        return platform;
    }

    @Override
    public String toString() {
        return jna;
    }
}
