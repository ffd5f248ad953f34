package dev.squeezebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.records.file.ResultWriter;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What {@code report} and {@code export} make of profiles that were saved, whole or damaged. */
class SavedProfileTest {
    private static final int MANY = 100_000;

    @TempDir
    private Path folder = Path.of("unset");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aRunThatWasProfiled() throws IOException {
        try (ResultWriter writer = ResultWriter.create(results(), Examples.run())) {
            writer.write(Examples.environment());
            for (int round = 1; round <= 3; round++) {
                writer.write(Examples.measured(Examples.RUN, Examples.SQUEEZE, round, 2_000_000));
            }
        }
        ResultWriter.replace(profiles(), List.of(Examples.profile()));
    }

    private Path results() {
        return folder.resolve("results.jsonl");
    }

    private Path profiles() {
        return folder.resolve("profiles.jsonl");
    }

    private int execute(String... arguments) {
        CommandLine command = Squeezebench.commandLine(new Surroundings(folder, false, false, Map.of()));
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    @Test
    void theChartsOfAFolderHaveItsProfile() {
        Path charts = folder.resolve("charts");

        assertThat(execute("report", "--charts", charts.toString(), folder.toString()))
                .as(err.toString())
                .isZero();
        assertThat(charts.resolve("layer-kinds.svg")).content().contains("projection", "unmapped");
        assertThat(charts.resolve("roofline.svg")).content().contains("ridge");
        assertThat(charts.resolve("layer-kinds.provenance.json")).content().contains("\"file\":\"profiles.jsonl\"");
    }

    @Test
    void aProfileByItselfIsAPage() throws IOException {
        Path page = folder.resolve("page.html");

        assertThat(execute("report", "--html", page.toString(), profiles().toString()))
                .as(err.toString())
                .isZero();
        assertThat(Files.readString(page)).contains(">Where the time goes</h2>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chrome-trace | {\"traceEvents\":[",
                "collapsed | squeezebert-uncased/",
                "operators | scenario,arm,layer,operator"
            })
    void aProfileIsExportedInEachFormat(String format, String start) {
        assertThat(execute("export", "--format", format, folder.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).startsWith(start);
    }

    @Test
    void withoutAProfileTheExportSaysHowToTakeOne() throws IOException {
        Files.delete(profiles());

        assertThat(execute("export", "--format", "collapsed", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("no profile in ", "take one by squeezebench profile")
                .hasLineCount(1);
    }

    /** Wherever it is cut, what was measured is shown, and a warning says that something is missing. */
    @ParameterizedTest
    @CsvSource({"1", "40", "900", "-1", "-2"})
    void aTruncatedProfileIsLeftOutWithAWarning(int end) throws IOException {
        byte[] whole = Files.readAllBytes(profiles());
        Files.write(profiles(), Arrays.copyOf(whole, end > 0 ? end : whole.length + end));

        assertThat(execute("report", folder.toString())).as(err.toString()).isZero();
        assertThat(out.toString()).contains("squeezebert-uncased");
        assertThat(out + err.toString()).contains("profiles.jsonl");
        assertThat(execute("export", "--format", "collapsed", folder.toString()))
                .isEqualTo(2);
    }

    @Test
    void aProfileOfANewerSchemaIsRefusedByName() throws IOException {
        Files.writeString(
                profiles(), Files.readString(profiles()).replace("\"squeezebench/2\"", "\"squeezebench/99\""));

        assertThat(execute("export", "--format", "operators", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("profiles.jsonl line 1", "squeezebench/99", "no profile in ");
    }

    /** In a JVM of its own, whose heap is as small as users are promised. */
    @Test
    void aHundredThousandOperatorsFitIntoHalfAGigabyte() throws IOException, InterruptedException {
        List<ProfiledOperator> operators = new ArrayList<>(MANY);
        TensorShape shape = new TensorShape("float32", List.of(1L, 128L, 768L));
        for (int i = 0; i < MANY; i++) {
            operators.add(new ProfiledOperator(
                    "/encoder/layer." + i + "/MatMul",
                    "MatMul",
                    "cpu",
                    Optional.of("encoder.layer." + i + ".dense"),
                    i % 7 == 0 ? List.of() : List.of(i),
                    i % 7 == 0 ? OperatorKind.UNMAPPED : OperatorKind.PROJECTION,
                    1,
                    List.of(shape),
                    List.of(shape),
                    OptionalLong.of(1_000_000),
                    OptionalLong.of(100_000),
                    LongSeries.of(9_000, 9_001, 9_002, 9_003, 9_004, 9_005, 9_006, 9_007)));
        }
        Profile large = new Profile(
                Examples.RUN, Examples.AT, Examples.SQUEEZE, LongSeries.of(), operators, Optional.empty(), List.of());
        ResultWriter.replace(profiles(), List.of(large));
        Path page = folder.resolve("page.html");

        assertThat(inSmallHeap("report", "--html", page.toString(), folder.toString()))
                .contains("page written");
        assertThat(page).isNotEmptyFile();
        assertThat(Files.size(page)).isLessThan(2_000_000);
        assertThat(inSmallHeap("export", "--format", "collapsed", folder.toString()))
                .contains("encoder;layer.99999;dense;MatMul 9004");
    }

    private String inSmallHeap(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("log.txt");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path", "").replace(File.pathSeparator + File.pathSeparator, ""),
                Main.class.getName());
        builder.command().addAll(Arrays.asList(arguments));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(process.exitValue())
                .as(text.substring(0, Math.min(500, text.length())))
                .isZero();
        return text;
    }
}
