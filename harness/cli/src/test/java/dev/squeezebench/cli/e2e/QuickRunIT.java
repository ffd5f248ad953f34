package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.ResultReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One short run on all default targets: what it prints, what it leaves, and how it is taken up again after a loss. */
class QuickRunIT {
    @TempDir
    private static Path folder = Path.of("");

    private static Command.Ended ended = new Command.Ended(-1, "", "");

    @BeforeAll
    static void measureOnce() throws IOException, InterruptedException {
        ended = Command.built().quickRun(out(), "--rounds", "1", "--option", "onnxruntime.spinning=off");
        assertThat(ended.exitCode()).as(ended.all()).isZero();
    }

    private static Path out() {
        return folder.resolve("out");
    }

    @Test
    void leavesEveryFileOfTheContract() {
        assertThat(List.of(
                        "results.jsonl",
                        "comparisons.jsonl",
                        "report.md",
                        "log.txt",
                        "charts/speedup.png",
                        "charts/speedup.svg",
                        "charts/speedup.provenance.json"))
                .allSatisfy(name -> assertThat(out().resolve(name)).isNotEmptyFile());
    }

    @Test
    void writesOnlyWhatThePublishedSchemaAllows() throws IOException {
        SchemaCheck schema = SchemaCheck.published();
        schema.accepts(out().resolve("results.jsonl"));
        schema.accepts(out().resolve("comparisons.jsonl"));
        assertThat(Files.readAllLines(out().resolve("results.jsonl")).get(0)).contains("\"record\":\"run\"");
    }

    @Test
    void setsAndRecordsTheRuntimesSettingThatWasAskedFor() throws IOException {
        assertThat(ResultReader.read(out().resolve("results.jsonl")).trials()).allSatisfy(trial -> {
            if (trial.scenario().runner().equals("onnxruntime")) {
                assertThat(trial.scenario().options()).containsExactly(Map.entry("spinning", "off"));
                assertThat(trial.runtime().settings()).containsEntry("spinning", "off");
            } else {
                assertThat(trial.scenario().options()).isEmpty();
            }
        });
    }

    @Test
    void printsTheTableToStdout() {
        assertThat(ended.out())
                .startsWith("QUICK RUN")
                .contains("onnxruntime-", "tflite-", "\n  squeezebert-tiny/", "\n  bert-tiny/", "latency", "speed-up")
                .doesNotContain("\u001b");
        assertThat(ended.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void printsOnlyWholeLinesOfItsOwnToStderr() {
        // Neither progress without a terminal nor a JVM's or a library's warning.
        assertThat(ended.err()).isNotEmpty().doesNotContain("\r", "\u001b");
        assertThat(ended.err().lines()).allSatisfy(line -> assertThat(line).startsWith("squeezebench: "));
    }

    @Test
    void logHoldsNoWarningOfTheChildrenAboutFlagsOrAccess() throws IOException {
        assertThat(Files.readAllLines(out().resolve("log.txt")))
                .noneMatch(line -> line.startsWith("WARNING:")
                        || (line.startsWith("OpenJDK") && line.contains("warning"))
                        || line.startsWith("SLF4J"));
    }

    @Tag("any-jdk")
    @Test
    void takesACutRunUpAgainMeasuringOnlyWhatIsMissing(@TempDir Path copy) throws IOException, InterruptedException {
        List<String> lines = Files.readAllLines(out().resolve("results.jsonl"));
        List<String> trials = lines.stream()
                .filter(line -> line.contains("\"record\":\"trial\""))
                .toList();
        List<String> kept = lines.subList(0, lines.indexOf(trials.get(1)) + 1);
        String torn = trials.get(2).substring(0, trials.get(2).length() / 2);
        Path results = copy.resolve("results.jsonl");
        Files.write(results, kept);
        Files.writeString(results, torn, StandardOpenOption.APPEND);

        Command.Ended resumed = Command.built().resume(copy);

        assertThat(resumed.exitCode()).as(resumed.all()).isZero();
        assertThat(resumed.err()).contains("the last line was cut off", "results.jsonl.torn");
        assertThat(copy.resolve("results.jsonl.torn")).hasContent(torn);
        assertThat(Files.readAllLines(results)).startsWith(kept.toArray(String[]::new));
        SchemaCheck.published().accepts(results);
        assertThat(places(results)).containsExactlyInAnyOrderElementsOf(places(out().resolve("results.jsonl")));
        assertThat(copy.resolve("charts/speedup.png")).isNotEmptyFile();
    }

    /** Which scenario was measured in which round. */
    private static List<String> places(Path results) throws IOException {
        return ResultReader.read(results).trials().stream()
                .filter(Trial::counts)
                .map(QuickRunIT::place)
                .toList();
    }

    private static String place(Trial trial) {
        return trial.scenario().id() + " in round " + trial.round();
    }
}
