package dev.squeezebench.cli.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.analysis.gate.Evidence;
import dev.squeezebench.analysis.gate.Finding;
import dev.squeezebench.analysis.gate.GateReport;
import dev.squeezebench.analysis.gate.GateRound;
import dev.squeezebench.analysis.gate.GateRule;
import dev.squeezebench.analysis.gate.GateTrials;
import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.Format;
import dev.squeezebench.cli.report.Rendering;
import dev.squeezebench.records.Examples;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class GitHubActionsTest {
    private static final double[] SLOWER = {.03, .029, .031, .03, .03, .03};
    private static final double[] EQUAL = {0, .001, -.001, .0005, 0, 0};
    private static final double[] OPEN = {.02, 0, .02, 0, .02, 0};

    private static final String HOSTILE = "50%, a:b|`c`<d>\r\n::error::x";

    private final StringWriter err = new StringWriter();
    private final Path summary;

    GitHubActionsTest(@TempDir Path folder) {
        summary = folder.resolve("summary.md");
    }

    private static JudgedScenario judged(String workload, double... logRatios) {
        Finding finding = new GateRule(.01, 1)
                .latency(Evidence.of(
                        Arrays.stream(logRatios).mapToObj(GateRound::ofLatency).toList()));
        GateTrials none = GateTrials.paired(List.of(), List.of());
        return new JudgedScenario(
                Examples.scenario(workload, "conv", Map.of()),
                new JudgedScenario.Terms(.01, .05, 1),
                finding,
                Optional.empty(),
                none,
                none,
                Duration.ofMillis(48_400));
    }

    private void show(GateReport gate, Map<String, String> environment) {
        CommandLine line = new CommandLine(CommandSpec.create()).setErr(new PrintWriter(err, true));
        Console console =
                Console.of(line, new ConsoleOptions(), new Surroundings(Path.of("home"), false, false, Map.of()));
        new GitHubActions(environment, line.getErr())
                .show(gate, Rendering.of(gate, Optional.empty(), List.of(), Format.MARKDOWN, 100), console);
    }

    private Map<String, String> here() {
        return Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString());
    }

    @Test
    void aVerdictThatIsNoPassIsAnAnnotationAsActionsCoreWritesIt() {
        show(
                new GateReport(List.of(judged(HOSTILE, SLOWER), judged("b", EQUAL), judged("c", OPEN))),
                Map.of("GITHUB_ACTIONS", "true"));

        // The title as @actions/core 3.0.1 printed it for this name; a message escapes the percent sign and ends of
        // lines alone.
        assertThat(err.toString().lines())
                .hasSize(2)
                .satisfiesExactly(
                        error -> assertThat(error)
                                .startsWith(
                                        "::error title=50%25%2C a%3Ab|`c`<d>%0D%0A%3A%3Aerror%3A%3Ax/conv/none/float32/"
                                                + "b1/s128@onnxruntime-1.29.0%3Acpu/t1::FAIL 50%25, a:b|`c`<d>%0D%0A::error::x/conv/")
                                .endsWith(
                                        "candidate is 3.0%25 slower (3.0%25 to 3.1%25), tolerance 1%25, 6 rounds, 48 s"),
                        warning -> assertThat(warning)
                                .startsWith("::warning title=c/conv/none/float32/b1/s128@onnxruntime-1.29.0%3Acpu/t1::"
                                        + "INCONCLUSIVE c/conv/"));
    }

    @Test
    void theSummaryIsTheReportWithNamesThatAreNoMarkup() throws IOException {
        Files.writeString(summary, "of another step's command\n");
        show(new GateReport(List.of(judged(HOSTILE, SLOWER), judged("b", EQUAL), judged("c", OPEN))), here());

        assertThat(Files.readString(summary))
                .startsWith(
                        "of another step's command\n### SqueezeBench gate: 1 fail, 1 inconclusive, 1 pass\n\n**FAIL 50%, "
                                + "a:b\\|\\`c\\`&lt;d&gt;\\\\u000d\\\\u000a::error::x/conv/none/float32/b1/s128@onnxruntime-1.29.0:cpu/t1"
                                + " candidate is 3.0% slower (3.0% to 3.1%), tolerance 1%, 6 rounds, 48 s**\n")
                .contains("**PASS b/conv/")
                .endsWith("\n");
    }

    @Test
    void aGateThatEndsBeforeItsRoundsSaysWhyInSummaryAndAnnotation() throws IOException {
        CommandLine line = new CommandLine(CommandSpec.create()).setErr(new PrintWriter(err, true));
        Console console =
                Console.of(line, new ConsoleOptions(), new Surroundings(Path.of("home"), false, false, Map.of()));
        GitHubActions here = new GitHubActions(here(), line.getErr());
        here.showEnd(ExitCode.NOT_USABLE, "no `x`, 5%", Optional.empty(), console);
        here.showEnd(ExitCode.INCONCLUSIVE, "between a and b", Optional.of("whole"), console);
        here.showEnd(ExitCode.DONE, "fine", Optional.empty(), console);

        assertThat(err.toString().lines())
                .containsExactly(
                        "::error title=SqueezeBench gate::no `x`, 5%25",
                        "::warning title=SqueezeBench gate::between a and b");
        assertThat(Files.readString(summary)).isEqualTo("""
                        ### SqueezeBench gate

                        no \\`x\\`, 5%

                        ### SqueezeBench gate

                        whole
                        ### SqueezeBench gate

                        fine

                        """);
    }

    @Test
    void elsewhereNothingIsWritten() {
        show(new GateReport(List.of(judged("a", SLOWER))), Map.of("GITHUB_STEP_SUMMARY", summary.toString()));

        assertThat(err.toString()).isEmpty();
        assertThat(summary).doesNotExist();
    }

    @Test
    void whatGitHubWouldDropIsSaidInTheLastAnnotation() {
        List<JudgedScenario> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            many.add(judged("w" + i, SLOWER));
        }
        many.add(judged("x".repeat(5000), OPEN));
        List<String> shown = GitHubActions.annotations(new GateReport(many));

        assertThat(shown).filteredOn(line -> line.startsWith("::error ")).hasSize(10);
        assertThat(shown.get(9)).isEqualTo("::error title=SqueezeBench gate::3 more: the step's summary has them");
        assertThat(shown.get(10)).startsWith("::warning ").endsWith("x...");
        assertThat(shown.get(10).substring(shown.get(10).lastIndexOf("::") + 2)).hasSize(4096);
    }

    @Test
    void aSummaryThatWouldBeDroppedWholeIsItsHeading() throws IOException {
        Files.write(summary, new byte[1 << 20]);
        show(new GateReport(List.of(judged("a", SLOWER))), here());

        assertThat(Files.size(summary) - (1 << 20)).isLessThan(200);
        assertThat(Files.readString(summary))
                .endsWith("### SqueezeBench gate: 1 fail\n\nToo long for a step's summary: report.md" + " has it.\n");
    }

    @Test
    void aSummaryThatCannotBeWrittenLosesNoVerdict() throws IOException {
        Files.createDirectory(summary);
        show(new GateReport(List.of(judged("a", SLOWER))), here());

        assertThat(err.toString()).startsWith("::error title=a/conv/").contains("the step's summary cannot be written");
    }
}
