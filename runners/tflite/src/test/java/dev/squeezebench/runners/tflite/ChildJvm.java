package dev.squeezebench.runners.tflite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the tests in a process that may die. */
final class ChildJvm {
    private static final long LIMIT_SECONDS = 60;

    private ChildJvm() {}

    /**
     * What a child left.
     *
     * @param exitCode above 128 when a signal ended it
     * @param output what it printed
     */
    record Ended(int exitCode, String output) {}

    static Ended run(Path folder, List<String> jvmOptions, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path"))));
        command.addAll(1, jvmOptions);
        command.add(main.getName());
        command.addAll(Arrays.asList(arguments));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("the child was still running after " + LIMIT_SECONDS + " s");
        }
        return new Ended(process.exitValue(), java.nio.file.Files.readString(output, StandardCharsets.UTF_8));
    }
}
