package dev.squeezebench.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.e2e.CommandJava;
import dev.squeezebench.cli.plan.GoldenFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every golden on every runtime, lowering and fusion, through the command that was built; prints the table of {@code
 * docs/correctness.md} and holds the document to it. It starts a hundred processes, so {@code .ci/run} calls it by name
 * and {@code mvn verify} does not.
 */
class GoldensCheck {
    private static final double PROMISED = 1e-4;

    /** Kernels for other processors sum in other orders: the digit changes, its place does not by more than one. */
    private static final double SAME_PLACE = 10;

    private static final List<String> GOLDENS = List.of(
            "bert-safetensors",
            "bert-float16",
            "bert-pretraining-legacy",
            "squeezebert-safetensors",
            "squeezebert-mlm-zip");

    private static final List<String> TARGETS = List.of("onnxruntime:cpu", "tflite:xnnpack", "tflite:builtin");
    private static final Pattern SCENARIO =
            Pattern.compile("([^/]+)/([^/]+)/([^/]+)/float32/b3/s17@([a-z]+)-[^:]+:([a-z]+)/t1,([a-z_]+),([^,]+),.*");

    private static final Path ROOT = property("root.dir");

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void everyRuntimeGivesWhatTheOriginalImplementationGaveAndTheDocumentSaysHowClosely() throws Exception {
        Map<String, Map<String, Double>> errors = new TreeMap<>();
        for (String golden : GOLDENS) {
            verify(golden, errors);
        }
        List<String> printed = table(errors);
        printed.forEach(System.out::println);

        assertThat(errors).isNotEmpty();
        errors.forEach((form, ofTarget) -> assertThat(ofTarget).as(form).allSatisfy((target, error) -> assertThat(error)
                .isLessThan(PROMISED)));
        compare(printed, Files.readAllLines(ROOT.resolve("docs/correctness.md")));
    }

    private void verify(String golden, Map<String, Map<String, Double>> errors) throws Exception {
        Path checkpoint = GoldenFolders.of(golden);
        String io = checkpoint.resolve("io.safetensors").toString();
        Path output = folder.resolve(golden + ".csv");
        List<String> command = List.of(
                property("dist.dir").resolve("squeezebench").toString(),
                "models",
                "verify",
                "--format",
                "csv",
                "--cache",
                folder.resolve("cache").toString(),
                "--target",
                String.join(",", TARGETS),
                "--checkpoint",
                checkpoint.toString(),
                "--inputs",
                io,
                "--expect",
                io);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("JAVA_HOME", CommandJava.home());
        int exitCode = builder.start().waitFor();
        assertThat(exitCode)
                .as(Files.readString(output) + Files.readString(folder.resolve("err")))
                .isZero();
        for (String line : Files.readAllLines(output)) {
            Matcher row = SCENARIO.matcher(line);
            if (row.matches()) {
                String form = "| " + golden + " | " + row.group(2) + " | " + row.group(3) + " |";
                errors.computeIfAbsent(form, key -> new TreeMap<>())
                        .merge(row.group(4) + ':' + row.group(5), Double.parseDouble(row.group(7)), Math::max);
            }
        }
    }

    private static List<String> table(Map<String, Map<String, Double>> errors) {
        List<String> lines = new ArrayList<>();
        errors.forEach((form, ofTarget) -> {
            StringBuilder line = new StringBuilder(form);
            for (String target : TARGETS) {
                Double error = ofTarget.get(target);
                line.append(' ')
                        .append(error == null ? "" : String.format(Locale.ROOT, "%.1e", error))
                        .append(" |");
            }
            lines.add(line.toString());
        });
        return lines;
    }

    private static void compare(List<String> printed, List<String> document) {
        List<String> rows = document.stream()
                .filter(line -> GOLDENS.stream().anyMatch(golden -> line.startsWith("| " + golden + " |")))
                .sorted()
                .toList();
        assertThat(rows).hasSameSizeAs(printed);
        for (int row = 0; row < rows.size(); row++) {
            String[] written = rows.get(row).split("\\|", -1);
            String[] measured = printed.get(row).split("\\|", -1);
            assertThat(written).as(rows.get(row)).hasSameSizeAs(measured);
            for (int cell = 0; cell < measured.length; cell++) {
                String value = measured[cell].strip();
                if (!value.matches("[0-9.]+e-[0-9]+")) {
                    assertThat(written[cell].strip()).isEqualTo(value);
                } else {
                    double ratio = Double.parseDouble(value) / Double.parseDouble(written[cell].strip());
                    assertThat(ratio).as(rows.get(row)).isBetween(1 / SAME_PLACE, SAME_PLACE);
                }
            }
        }
    }

    private static Path property(String name) {
        return Path.of(Objects.requireNonNull(System.getProperty(name), () -> name + " is set by the build"));
    }
}
