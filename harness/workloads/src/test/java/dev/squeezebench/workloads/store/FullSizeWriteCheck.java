package dev.squeezebench.workloads.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The model files of full size are written in a process with a quarter of the promised heap, and the time is printed
 * beside that of {@code dd conv=fsync} for the same bytes. It writes gigabytes, so {@code .ci/run} calls it by name and
 * {@code mvn verify} does not. The ratio is a figure and no assertion, since a loaded machine would break it.
 */
class FullSizeWriteCheck {
    private static final int ROUNDS = 3;
    private static final String HEAP = "-Xmx256m";

    @TempDir
    private Path folder = Path.of("unset");

    @ParameterizedTest
    @ValueSource(strings = {"onnx", "tflite"})
    void bothModelsAreWrittenWithinAQuarterOfThePromisedHeap(String format) throws Exception {
        if (!Files.isExecutable(Path.of("/bin/dd"))) {
            abort("there is no /bin/dd to compare with");
        }
        for (int round = 0; round < ROUNDS; round++) {
            Path cache = folder.resolve(format + round);
            List<String> written = write(cache, format);
            // The first, tiny model loads the classes.
            for (String line : written.subList(1, written.size())) {
                Path file = Path.of(line.substring(line.indexOf(' ') + 1));
                double seconds = Double.parseDouble(line.substring(0, line.indexOf(' ')));
                double copied = copy(file);
                System.out.println(String.format(
                        Locale.ROOT,
                        "%s, %d bytes: written in %.2f s, by dd conv=fsync in %.2f s, ratio %.2f; classes loaded before: %s s",
                        file.getFileName(),
                        Files.size(file),
                        seconds,
                        copied,
                        seconds / copied,
                        written.get(0).substring(0, written.get(0).indexOf(' '))));
                Files.delete(file);
            }
        }
    }

    private List<String> write(Path cache, String format) throws IOException, InterruptedException {
        Path output = folder.resolve("written.txt");
        Path errors = folder.resolve("errors.txt");
        int exitCode = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriteAll.class.getName(),
                        cache.toString(),
                        format,
                        "bert-tiny",
                        "bert-base-uncased",
                        "squeezebert-uncased")
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        assertThat(exitCode).as(Files.readString(errors)).isZero();
        return Files.readAllLines(output);
    }

    private double copy(Path file) throws IOException, InterruptedException {
        Path copy = folder.resolve("copy");
        long start = System.nanoTime();
        int exitCode = new ProcessBuilder("/bin/dd", "if=" + file, "of=" + copy, "bs=1M", "conv=fsync")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("dd.txt").toFile())
                .start()
                .waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(exitCode).isZero();
        Files.delete(copy);
        return seconds;
    }
}
