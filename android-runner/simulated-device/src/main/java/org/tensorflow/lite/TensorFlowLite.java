package org.tensorflow.lite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** The library as a whole, and the phone that it is on. */
public final class TensorFlowLite {
    private TensorFlowLite() {}

    /** Nothing is loaded until a model is. */
    public static void init() {}

    public static String runtimeVersion() {
        return "2.16.1";
    }

    public static String schemaVersion() {
        return "3";
    }

    /** A file in which the simulated phone's script says something. */
    static Path script(String name) {
        return Path.of(Objects.requireNonNull(System.getProperty("squeezebench.system")), "sim", name);
    }

    /** What its {@code logcat} shows of this process. */
    static void log(String line) throws IOException {
        Path logged = script("logged");
        Files.createDirectories(logged);
        Files.write(
                logged.resolve(Long.toString(ProcessHandle.current().pid())),
                (line + '\n').getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
