package dev.squeezebench.cli.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The Java that a command under test is started with: that of the tests, which is the one that is tested, with its first
 * compiler alone. The launcher gives a {@code run} both, for models of full size; on tiny ones the second costs more than it
 * saves. Measured processes are started by the command itself, with the real Java and both.
 */
public final class CommandJava {
    private static final Path HOME = made(Command.property("java.home"));

    private CommandJava() {}

    /** A folder for {@code JAVA_HOME}. */
    public static String home() {
        return HOME.toString();
    }

    private static Path made(Path real) {
        try {
            Path home = Files.createTempDirectory("squeezebench-e2e-java-");
            Path bin = Files.createDirectory(home.resolve("bin"));
            Path java = Files.writeString(bin.resolve("java"), """
                    #!/bin/sh
                    for word in "$@"; do
                        shift
                        [ "$word" != -XX:TieredStopAtLevel=4 ] || word=-XX:TieredStopAtLevel=1
                        set -- "$@" "$word"
                    done
                    exec '%s/bin/java' "$@"
                    """.formatted(real));
            Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
            // Where the launcher reads the version.
            Path release = Files.createSymbolicLink(home.resolve("release"), real.resolve("release"));
            // In reverse.
            List.of(home, bin, java, release).forEach(path -> path.toFile().deleteOnExit());
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
