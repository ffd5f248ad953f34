package dev.squeezebench.cli.exit;

import java.util.Optional;

/** The program's own version, from its jar's manifest. */
public final class Version {
    private Version() {}

    /** Such as {@code 0.1.0}; {@code unpackaged} when run from class files. */
    public static String own() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }
}
