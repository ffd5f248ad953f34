package dev.squeezebench.cli.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Jazzer calls, by these names; the system property {@code fuzz.format} says which reader it is for. */
public final class ReaderFuzzer {
    private static @Nullable BoundedReading reading;

    private ReaderFuzzer() {}

    public static void fuzzerInitialize() throws IOException {
        Path folder = Files.createTempDirectory(Path.of(System.getProperty("fuzz.folder", "")), "files-");
        reading = BoundedReading.in(
                folder,
                FuzzedFormat.valueOf(System.getProperty("fuzz.format", "")).file());
    }

    public static void fuzzerTestOneInput(byte[] part) throws IOException {
        Objects.requireNonNull(reading).part(part);
    }
}
