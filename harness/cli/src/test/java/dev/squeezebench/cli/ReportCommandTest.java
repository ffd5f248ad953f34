package dev.squeezebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.charts.ChartBook;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.ResultWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code report} and {@code claims} on copies of the published run. */
class ReportCommandTest {
    private static final Path PUBLISHED = Path.of(
            Objects.requireNonNull(System.getProperty("root.dir")),
            "results",
            "published",
            "x86-64-avx2-2026-11-23.jsonl");

    @TempDir
    private Path folder = Path.of("unset");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        return execute(Map.of(), arguments);
    }

    private int execute(Map<String, String> environment, String... arguments) {
        CommandLine command = Squeezebench.commandLine(new Surroundings(folder, false, false, environment));
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    /** A run with another id and time, and, for its name, a folder whose order says nothing. */
    private Path run(String name, String id, String day) throws IOException {
        Path run = Files.createDirectories(folder.resolve("runs").resolve(name));
        List<String> lines = Files.readAllLines(PUBLISHED).stream()
                .map(line -> line.replace("c3b82d79", id).replace("2026-11-23T", day + 'T'))
                .toList();
        Files.write(run.resolve("results.jsonl"), lines);
        return run;
    }

    @Test
    void aFolderOfRunsMeansItsNewestWhateverTheFoldersAreCalled() throws IOException {
        run("a", "newest00", "2026-11-25");
        run("b", "oldest00", "2026-11-21");
        run("c", "middle00", "2026-11-23");
        Files.createDirectories(folder.resolve("runs/d"));
        Files.writeString(folder.resolve("runs/d/results.jsonl"), "");
        Path runs = folder.resolve("runs");

        assertThat(execute("report", runs.toString())).as(err.toString()).isZero();
        assertThat(out.toString()).contains("run newest00 ").doesNotContain("oldest00", "middle00", "pooled");
        assertThat(err.toString()).contains("the newest of 4 runs in '" + runs + "' is " + runs.resolve("a"));
    }

    @Test
    void runsThatAreNamedArePooledAndSaidToBe() throws IOException {
        Path one = run("a", "aaaaaaaa", "2026-11-25");
        Path other = run("b", "bbbbbbbb", "2026-11-26");

        assertThat(execute("report", one.toString(), other.toString())).isZero();
        assertThat(out.toString()).contains("2 runs pooled: ", "    run aaaaaaaa", "    run bbbbbbbb");
    }

    /** A run with a profile of its first scenario, which spends half of its time in norms. */
    private Path profiledRun() throws IOException {
        Path run = run("profiled", "aaaaaaaa", "2026-11-25");
        Scenario scenario =
                ResultReader.read(run.resolve("results.jsonl")).trials().get(0).scenario();
        Profile example = Examples.profile();
        ResultWriter.replace(
                run.resolve("profiles.jsonl"),
                List.of(new Profile(
                        "aaaaaaaa",
                        example.at(),
                        scenario,
                        example.invocationNs(),
                        example.operators(),
                        example.raw(),
                        List.of())));
        return run;
    }

    @ParameterizedTest
    @CsvSource({
        "text, Times of operators are of",
        "markdown, '# profiles'",
        "latex, FusedConv",
        "csv, ',projection,905000'",
        "json, '\"profiles\":[{\"profiles\":['"
    })
    void aSavedProfileIsShownBesideTheTable(String format, String profile) throws IOException {
        Path run = profiledRun();

        assertThat(execute("report", run.toString(), "--format", format))
                .as(err.toString())
                .isZero();
        String both = out.toString();
        assertThat(both).contains(profile);
        Files.delete(run.resolve("profiles.jsonl"));
        out.getBuffer().setLength(0);
        assertThat(execute("report", run.toString(), "--format", format)).isZero();
        assertThat(out.toString()).doesNotContain(profile);
        // The run's own part is what it was.
        assertThat(both).startsWith(out.toString().substring(0, out.toString().length() - 3));
    }

    @Test
    void aProfileThatIsCutOrOfAnotherVersionIsAWarningAndTheTableIsShown() throws IOException {
        Path run = profiledRun();
        Path profiles = run.resolve("profiles.jsonl");
        String whole = Files.readString(profiles);

        Files.writeString(profiles, whole + whole.substring(0, 300));
        assertThat(execute("report", run.toString())).isZero();
        assertThat(out.toString()).contains("Times of operators are of");
        assertThat(out.toString()).contains("ends within line 2");

        out.getBuffer().setLength(0);
        Files.writeString(profiles, whole.replace("squeezebench/2", "squeezebench/9"));
        assertThat(execute("report", run.toString())).isZero();
        assertThat(out.toString()).contains("2.62x").doesNotContain("Times of operators are of");
        assertThat(err.toString()).contains("warning: its profiles are not shown: ", "squeezebench/9");
    }

    /** The run with another round, in which every process needed 77.77 ms and the phone was not as it should be. */
    private Path spoilt(Path run, String flag) throws IOException {
        List<ResultRecord> records =
                new ArrayList<>(ResultReader.read(run.resolve("results.jsonl")).records());
        for (ResultRecord record : List.copyOf(records)) {
            if (record instanceof Trial trial && trial.round() == 2) {
                Samples was = trial.samples();
                long[] ns = new long[was.measureNs().size()];
                Arrays.fill(ns, 77_770_000L);
                records.add(trial.toBuilder()
                        .place(99, trial.order())
                        .outcome(new TrialOutcome.Invalid(List.of(flag)))
                        .warnings(List.of(new Warning(flag, "the phone said so", "measure it again")))
                        .samples(new Samples(
                                was.loadNs(),
                                was.firstInferenceNs(),
                                was.warmupNs(),
                                LongSeries.of(ns),
                                was.warmupCpuNs(),
                                LongSeries.of(ns),
                                was.measureStartNs(),
                                was.measureProcessor(),
                                was.blocks(),
                                was.turns(),
                                was.aloneNs(),
                                was.aloneCpuNs()))
                        .build());
            }
        }
        Path spoilt = Files.createDirectories(folder.resolve("runs/spoilt"));
        ResultWriter.replace(spoilt.resolve("results.jsonl"), records);
        return spoilt;
    }

    private String printed(String... arguments) {
        out.getBuffer().setLength(0);
        assertThat(execute(arguments)).as(err.toString()).isZero();
        return out.toString();
    }

    /** Latencies, ratios and their intervals, as programs read them. */
    private List<String> headlines(Path run) {
        List<List<String>> rows = printed("report", run.toString(), "--format", "csv")
                .lines()
                .map(line -> List.of(line.split(",(?=([^\"]*\"[^\"]*\")*[^\"]*$)", -1)))
                .toList();
        List<String> values = new ArrayList<>();
        List<String> names = List.of();
        for (List<String> row : rows) {
            if (row.stream().anyMatch(cell -> cell.equals("scenario"))) {
                names = row;
            }
            for (int column = 0; column < row.size(); column++) {
                String name = column < names.size() ? names.get(column) : "";
                if (name.matches(".*_ns|speed_up.*|trials_counted|rounds_set_aside")) {
                    values.add(name + '=' + row.get(column));
                }
            }
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throttled",
                "frequency_capped",
                "charging_changed",
                "screen_off",
                "low_memory",
                "hot",
                "core_changed",
                "cpuset_differs"
            })
    void whatAPhoneMeasuredUnderOtherConditionsIsKeptAndInNoHeadline(String flag) throws IOException {
        Path run = run("right", "aaaaaaaa", "2026-11-25");
        Path spoilt = spoilt(run, flag);

        assertThat(headlines(spoilt)).hasSizeGreaterThan(10).isEqualTo(headlines(run));
        for (String format : List.of("text", "markdown", "latex", "json")) {
            assertThat(printed("report", spoilt.toString(), "--format", format))
                    .as(format)
                    .doesNotContain("77.8", "77.77", "77770000");
        }
        assertThat(printed("report", spoilt.toString())).as("marked").contains(flag);
        for (String format :
                List.of("csv", "benchstat", "bmf", "github-action-benchmark", "otava", "openmetrics", "jmh")) {
            assertThat(printed("export", "--format", format, spoilt.toString()))
                    .as(format)
                    .doesNotContain("77.77", "77770000", "77770.0");
        }
        Path charts = folder.resolve("charts");
        printed("report", spoilt.toString(), "--charts", charts.toString());
        for (String chart : List.of("latency.svg", "speedup.svg")) {
            assertThat(charts.resolve(chart)).content().doesNotContain("77.8", "77.77");
        }
        Path page = folder.resolve("page.html");
        printed("report", spoilt.toString(), "--html", page.toString());
        assertThat(Files.readString(page).lines().filter(line -> line.contains("77.8") || line.contains("77.77")))
                .as("only in the list of all trials, beside its outcome")
                .allMatch(line -> line.contains(flag) || line.contains("invalid"));
        assertThat(printed("compare", run.toString(), spoilt.toString())).doesNotContain("77.8", "77.77");
    }

    @Test
    void aProfileOfAnotherRunIsNotShown() throws IOException {
        Path run = profiledRun();
        Path profiles = run.resolve("profiles.jsonl");
        Files.writeString(profiles, Files.readString(profiles).replace("aaaaaaaa", "bbbbbbbb"));

        assertThat(execute("report", run.toString())).isZero();
        assertThat(out.toString()).doesNotContain("Times of operators are of");
    }

    @Test
    void aPageIsOneFileBesideTheTable() throws IOException {
        Path run = run("a", "aaaaaaaa", "2026-11-25");
        Path page = folder.resolve("page.html");

        assertThat(execute("report", "--html", page.toString(), run.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("2.62x");
        assertThat(err.toString()).contains("page written: " + page);
        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("2.62x", "not comparable: ");
    }

    @Test
    void aPageOfTwoRunsSaysWhatChangedFromTheFirst() throws IOException {
        Path one = run("a", "aaaaaaaa", "2026-11-25");
        Path other = run("b", "bbbbbbbb", "2026-11-26");
        Path page = folder.resolve("page.html");

        assertThat(execute("report", "--html", page.toString(), one.toString(), other.toString()))
                .isZero();
        assertThat(Files.readString(page)).contains(">What changed</h2>", "Measured at two times, not in turns");
    }

    @Test
    void aPageCannotTakeTheNameOfAFolder() throws IOException {
        Path run = run("a", "aaaaaaaa", "2026-11-25");

        assertThat(execute("report", "--html", folder.toString(), run.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--html " + folder + " is a folder: name a file");
    }

    @Test
    void oneFigureForAPaper() throws IOException {
        Path run = run("a", "aaaaaaaa", "2026-11-25");
        String charts = folder.resolve("figures").toString();

        assertThat(execute(
                        "report",
                        "--charts",
                        charts,
                        "--chart-style",
                        "paper",
                        "--chart",
                        "speedup",
                        "--title",
                        "Ours",
                        run.toString()))
                .as(err.toString())
                .isZero();
        try (Stream<Path> files = Files.list(Path.of(charts))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "speedup-paper.pdf",
                            "speedup-paper.svg",
                            "speedup-paper.tex",
                            "speedup-paper.provenance.json");
        }
        assertThat(Path.of(charts, "speedup-paper.svg")).content().contains("<title>Ours</title>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--chart speedup | --chart draws nothing by itself: add --charts DIR",
                "--chart-style paper | --chart-style draws nothing by itself: add --charts DIR",
                "--title x | --title draws nothing by itself: add --charts DIR",
                "--chart-prefix x- | --chart-prefix draws nothing by itself: add --charts DIR",
                "--charts c --title x | --title is that of one chart: name it by --chart NAME",
                "--charts c --chart speedpu | unknown chart 'speedpu': did you mean 'speedup'?",
                "--charts c --chart-style print | --chart-style 'print': there are web, paper",
                "--charts c --chart gate | no chart 'gate': nothing that it shows was measured"
            })
    void chartFlagsWithoutAnEffectAreRefused(String flags, String message) throws IOException {
        Path run = run("a", "aaaaaaaa", "2026-11-25");
        String line = flags.replace("--charts c", "--charts " + folder.resolve("c"));

        assertThat(execute(Stream.concat(Stream.of("report", run.toString()), Stream.of(line.split(" ", -1)))
                        .toArray(String[]::new)))
                .isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void methodsAndCitationsArePrintedInPlaceOfTheTable() throws IOException {
        Path run = run("a", "aaaaaaaa", "2026-11-25");

        assertThat(execute("report", "--methods", "--format", "latex", run.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("We measured the inference of bert-base-uncased and squeezebert-uncased", "95\\%")
                .doesNotContain("tabular");
        assertThat(execute("report", "--cite", run.toString())).isZero();
        assertThat(out.toString()).contains("@misc{squeezebench,", "@misc{iandola2020squeezebert,");
        assertThat(execute("report", "--cite", "--methods", run.toString())).isEqualTo(2);
        assertThat(execute("report", "--methods", "--format", "csv", run.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--methods and --cite exclude each other",
                        "--methods are sentences: print them as text, markdown or latex");
    }

    @Test
    void latexIsATableThatAPaperReads() throws IOException {
        assertThat(execute(
                        "report",
                        "--format",
                        "latex",
                        run("a", "aaaaaaaa", "2026-11-25").toString()))
                .isZero();
        assertThat(out.toString())
                .startsWith("% needs \\usepackage{booktabs}")
                .contains("\\begin{tabular}{l", "\\toprule", "2.62x", "\\bottomrule");
    }

    @Test
    void helpNamesEveryChart() {
        assertThat(execute("report", "--help")).isZero();
        String help = out.toString().replaceAll("\\s+", " ");
        ChartBook.names().forEach(name -> assertThat(help).contains(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "markdown", "csv", "json"})
    void aWorkloadThatWasNotMeasuredIsRefusedInEveryFormat(String format) throws IOException {
        Path run = run("a", "aaaaaaaa", "2026-11-25");

        assertThat(execute("report", "--format", format, "--relative-to", "nope", run.toString()))
                .isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("unknown measured workload 'nope'", "bert-base-uncased", "squeezebert-uncased");
    }

    @ParameterizedTest
    @CsvSource({"report, 0", "report, 1", "report, unknown-arm", "claims, 0", "claims, 1", "export --format=csv, 0"})
    void aFileWithoutTrialsIsAnInputError(String command, String content) throws IOException {
        List<String> lines = Files.readAllLines(PUBLISHED);
        Path file = folder.resolve("results.jsonl");
        switch (content) {
            case "0" -> Files.writeString(file, "");
            case "1" -> Files.writeString(file, lines.get(0) + '\n');
            default ->
                Files.write(
                        file,
                        Stream.concat(
                                        lines.stream().limit(1),
                                        lines.stream()
                                                .filter(line -> line.contains("\"record\":\"trial\""))
                                                .map(line -> line.replace("\"arm\":\"single\"", "\"arm\":\"shadow\"")))
                                .toList());
        }

        assertThat(execute((command + ' ' + file).split(" "))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().strip().lines()).singleElement().satisfies(line -> assertThat(line)
                .contains(content.equals("unknown-arm") ? "field arm is none of single" : "no trials in " + file));
    }

    @ParameterizedTest
    @CsvSource({"60, 60", "80, 80", "100, 100", "'', 100", "abc, 100"})
    void theTableFitsTheColumnsAndBreaksNoWord(String columns, int width) throws IOException {
        Path run = run("a", "aaaaaaaa", "2026-11-25");
        assertThat(execute(Map.of("COLUMNS", columns), "report", run.toString()))
                .isZero();
        List<String> words = Arrays.asList(out.toString().split("\\s+"));

        assertThat(out.toString().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
        assertThat(words).contains("265.3-273.5", "2.54-2.70", "2.71-2.87", "269.4", "102.8");
        assertThat(out.toString().lines().filter(line -> line.contains("2.62x") && line.contains("100.7-105.1")))
                .as("one line has latency and speed-up")
                .hasSize(1);
    }

    @Test
    void jsonHasTheScenariosFieldsWithTheirTypes() throws IOException {
        Path run = run("a", "aaaaaaaa", "2026-11-25");
        assertThat(execute("report", "--format", "json", run.toString())).isZero();
        assertThat(out.toString())
                .contains(
                        "\"dtype\":\"float32\",\"batch\":1,\"sequence_length\":128,\"runner\":\"onnxruntime\","
                                + "\"runtime_version\":\"1.29.0\",\"acceleration\":\"cpu\",\"software_adapter\":false,\"partial\":false,\"threads\":1",
                        "\"load_ns\":",
                        "\"first_inference_spread\":\"interval\"");
    }

    @Test
    void twoRunsOfOneMachineAreComparedScenarioByScenario() throws IOException {
        Path one = run("a", "aaaaaaaa", "2026-11-25");
        Path other = run("b", "bbbbbbbb", "2026-11-26");

        assertThat(execute("compare", one.toString(), other.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("+0.0%", "Measured at two times, not in turns: no change below");
    }

    @Test
    void runsOfTwoMachinesAreNotComparableAndTheDifferenceIsNamed() throws IOException {
        Path one = run("a", "aaaaaaaa", "2026-11-25");
        Path other = run("b", "bbbbbbbb", "2026-11-26");
        Path file = other.resolve("results.jsonl");
        Files.writeString(file, Files.readString(file).replaceAll("\"kernel\":\"[^\"]*\"", "\"kernel\":\"9.9.9\""));

        assertThat(execute("compare", "--format", "json", one.toString(), other.toString()))
                .isEqualTo(3);
        assertThat(out.toString()).contains("\"comparable\":false", "(9.9.9)").doesNotContain("\"ratio\"");
    }

    @Test
    void bothAreLaidOverOneAnotherInAChart() throws IOException {
        Path one = run("a", "aaaaaaaa", "2026-11-25");
        Path other = run("b", "bbbbbbbb", "2026-11-26");
        Path charts = one.resolveSibling("charts");

        assertThat(execute("compare", one.toString(), other.toString(), "--charts", charts.toString()))
                .as(err.toString())
                .isZero();
        assertThat(charts.resolve("runs.svg")).content().contains("run aaaaaaaa", "run bbbbbbbb");
        assertThat(charts.resolve("latency.svg")).doesNotExist();
    }

    @Test
    void comparingTakesTwoResults() throws IOException {
        assertThat(execute("compare", run("a", "aaaaaaaa", "2026-11-25").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("SECOND");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jmh | [{\"jmhVersion\"",
                "benchstat | pkg: squeezebench",
                "bmf | {\"bert-base-uncased/dense/skip-layer-norm/float32/b1/s128/onnxruntime-cpu/t1\"",
                "github-action-benchmark | [{\"name\":\"bert-base-uncased",
                "junit | <?xml",
                "csv | benchmark,scenario,arm",
                "otava | time,run,version,bert-base-uncased",
                "openmetrics | # HELP squeezebench_latency_seconds"
            })
    void theRunIsExportedInEachFormat(String format, String start) throws IOException {
        assertThat(execute(
                        "export",
                        "--format",
                        format,
                        run("a", "aaaaaaaa", "2026-11-25").toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).startsWith(start);
    }

    @Test
    void anUnknownFormatToExportIsNamedWithWhatThereIs() throws IOException {
        String run = run("a", "aaaaaaaa", "2026-11-25").toString();

        assertThat(execute("export", "--format", "benchstats", run)).isEqualTo(2);
        assertThat(err.toString()).contains("unknown format 'benchstats'", "did you mean 'benchstat'?");
        assertThat(execute("export", run)).isEqualTo(2);
    }

    @Test
    void claimsHaveOneFactAKey() throws IOException {
        Path run = run("a", "aaaaaaaa", "2026-11-25");
        assertThat(execute("claims", "--format", "json", run.toString())).isEqualTo(3);
        assertThat(out.toString())
                .startsWith("{\"claims\":[{\"claim\":\"squeezebert-pixel-3\",\"verdict\":\"not_comparable\",")
                .contains("\"claimed_speed_up\":4.3,\"claimed_device\":\"Pixel 3\"");
    }

    @ParameterizedTest
    @CsvSource({
        "2.6, device: 'Pixel 3', 0, confirmed",
        "4.3, device: 'Pixel 3', 1, refuted",
        "2.6, device: 'Pixel 4', 3, not comparable",
        "2.6, threads: 8, 3, not comparable"
    })
    void claimsOfAFileAreJudged(String value, String condition, int code, String word) throws IOException {
        Path run = run("a", "aaaaaaaa", "2026-11-25");
        Path results = run.resolve("results.jsonl");
        Files.writeString(results, Files.readString(results).replace("\"host\":{", "\"host\":{\"model\":\"Pixel 3\","));
        Path file = Files.writeString(folder.resolve("claims.yaml"), """
                claims:
                  - id: ours
                    statement: SqueezeBERT is so much faster
                    source: our blog
                    url: https://example.org
                    kind: speed-up
                    value: %s
                    conditions:
                      workload: squeezebert-uncased
                      baseline: bert-base-uncased
                      runner: onnxruntime
                      %s
                """.formatted(value, condition));

        assertThat(execute("claims", "check", run.toString(), "--claims", file.toString()))
                .as(err.toString())
                .isEqualTo(code);
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains(word + ": measured 2.62x", "claimed " + value + 'x', "(our blog)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claims: [ | claims.yaml:2:1: ",
                "claims: {} | field claims is not an array",
                "- 1 | not a mapping with the list 'claims'",
                "'a: &a [1]\nclaims: [*a, *a]' | claims.yaml:2:10: an alias is not taken here",
                "claims: | field claims is not an array",
                "'' | not a mapping with the list 'claims'",
                "claims: [] | there is no claim",
                "claims: [[[[[[1]]]]]] | claims.yaml:1:13: a list or mapping deeper than",
                "'claims: [{[a]: 1}]' | claims.yaml:1:11: a key has to be a word",
                "'--- {claims: []}\n--- {claims: []}' | claims.yaml:2:5: one document only",
                "'claims: [{id: x, condition: {}}]' | field claims[0].condition is unknown; known are id, statement, source",
                "'claims: [{id: x}]\nclaim: 1' | field claim is unknown; known are claims",
                "'claims: [{id: x}]' | field claims[0].kind is missing",
                "'claims: []\nclaims: []' | claims.yaml:2:1: "
            })
    void aFileOfClaimsThatIsWrongIsOneLine(String text, String message) throws IOException {
        Path run = run("a", "aaaaaaaa", "2026-11-25");
        Path file = Files.writeString(folder.resolve("claims.yaml"), text.replace("\\n", "\n") + '\n');

        assertThat(execute("claims", "check", "--claims", file.toString(), run.toString()))
                .isEqualTo(2);
        assertThat(err.toString().strip().lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("--claims ", message));
    }

    /** Raw results are made once. */
    @Test
    void aPageDoesNotReplaceTheResultsThatItIsMadeOf() throws IOException {
        Path run = run("a", "aaaaaaaa", "2026-11-25");
        Path results = run.resolve("results.jsonl");
        byte[] before = Files.readAllBytes(results);
        Path link = Files.createSymbolicLink(folder.resolve("page.html"), results);

        for (Path named : List.of(results, link)) {
            assertThat(execute("report", "--html", named.toString(), run.toString()))
                    .isEqualTo(2);
        }
        assertThat(err.toString()).contains("would replace the results that it is made of");
        assertThat(results).hasBinaryContent(before);
    }

    /** Else a container's administrator would have a file in the place of a device. */
    @ParameterizedTest
    @CsvSource({"/dev/null, 0", "/dev/full, 2"})
    @org.junit.jupiter.api.condition.EnabledOnOs(org.junit.jupiter.api.condition.OS.LINUX)
    void aPageIsWrittenToADeviceAndNotInItsPlace(String device, int code) throws IOException {
        Path run = run("a", "aaaaaaaa", "2026-11-25");
        Path link = Files.createSymbolicLink(folder.resolve("page.html"), Path.of(device));

        assertThat(execute("report", "--html", link.toString(), run.toString())).isEqualTo(code);

        assertThat(link).isSymbolicLink();
        assertThat(err.toString().contains("page written")).isEqualTo(code == 0);
    }

    /** The table of the published run has squeezebert over bert on each target; it holds more ratios than these. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "engines | 1.1 | squeezebert-uncased, target: 'tflite:xnnpack', baseline_target: 'onnxruntime:cpu' | 0 | confirmed: measured 1.10x",
                "engines | 0.9 | squeezebert-uncased, target: 'onnxruntime:cpu' | 0 | over tflite:xnnpack on",
                "engines | 1.5 | squeezebert-uncased, target: 'tflite:xnnpack' | 1 | refuted: measured 1.10x",
                "engines | 1.1 | squeezebert-uncased, target: 'tflite:xnnpack', baseline_target: 'onnxruntime:cuda' | 3 | baseline_target onnxruntime:cuda is stated, onnxruntime:cpu was measured",
                "speed-up | 0.38 | bert-base-uncased, baseline: squeezebert-uncased, target: 'onnxruntime:cpu' | 0 | confirmed: measured 0.38",
                "speed-up | 2.6 | bert-base-uncased, baseline: bert-base-uncased | 3 | nothing of it was measured"
            })
    void ratiosAreFormedAsTheClaimSaysWhateverTheTableIsRelativeTo(
            String kind, String value, String conditions, int code, String said) throws IOException {
        Path file = Files.writeString(
                folder.resolve("claims.yaml"),
                "claims: [{id: x, statement: s, source: s, url: u, kind: " + kind + ", value: " + value
                        + ", conditions: {workload: " + conditions + "}}]\n");

        assertThat(execute("claims", "check", PUBLISHED.toString(), "--claims", file.toString()))
                .as(err.toString())
                .isEqualTo(code);
        assertThat(out.toString().replaceAll("\\s+", " ")).contains(said);
    }

    @Test
    void publishedClaimsAreCheckedEveryOne() throws IOException {
        Path run = run("a", "aaaaaaaa", "2026-11-25");

        assertThat(execute("claims", "check", "--format", "csv", run.toString()))
                .isEqualTo(3);
        assertThat(out.toString().lines())
                .hasSize(6)
                .anyMatch(line -> line.startsWith("bert-base-v100-float32,not_comparable,latency,"));
    }

    /** The numbers that DuckDB 2.0.1 gives for the SQL of README.md on this file. */
    @Test
    void theTableHasTheNumbersOfTheDocumentedSql() {
        assertThat(execute("report", "--format", "csv", PUBLISHED.toString())).isZero();
        assertThat(out.toString())
                .contains(",11,11,269381489,", ",11,11,102842237,", ",11,11,264461939,", ",11,11,94387277,");
    }
}
