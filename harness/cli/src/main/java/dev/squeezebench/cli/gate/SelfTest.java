package dev.squeezebench.cli.gate;

import dev.squeezebench.analysis.gate.GatePower;
import dev.squeezebench.analysis.gate.GateRule;
import dev.squeezebench.analysis.gate.GateSeries;
import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.analysis.gate.SavedGate;
import dev.squeezebench.analysis.gate.Verdict;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.CsvRenderer;
import dev.squeezebench.analysis.table.JsonRenderer;
import dev.squeezebench.analysis.table.LatexRenderer;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.analysis.table.TextRenderer;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Format;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.core.experiment.GateExperiment;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.Injection;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Gates whose right answers are known, on this machine: each is an ordinary gate in a folder of its own, so that whatever was
 * interrupted goes on with the next one.
 */
final class SelfTest {
    private static final long SEED = 42;
    private static final String SLOW_DOWN = "self_test_slow_down";
    private static final String FIRST_TURN = "self_test_first_turn";

    private final Console console;
    private final Path folder;
    private final GateExperiment.Limits limits;
    private final LongSupplier nanoClock;
    private final Measure measure;

    /** Measures one gate. */
    @FunctionalInterface
    interface Measure {
        /**
         * Measures and saves it.
         *
         * @param series what is injected
         * @param folder new
         * @param time it may take
         * @param words settings that are recorded besides
         * @return exit code of a gate that ended without an answer
         */
        Optional<ExitCode> gate(Series series, Path folder, Duration time, Map<String, String> words)
                throws IOException, InterruptedException;
    }

    /**
     * What is injected into the gates of a series.
     *
     * @param word its name
     * @param baseline what the baseline's processes do to themselves
     * @param candidate the same of the candidate's
     */
    record Series(String word, Optional<Injection> baseline, Optional<Injection> candidate) {
        private static final double OF_FIRST_TURN = 0.3;

        static final Series EQUAL = new Series("a-a", Optional.empty(), Optional.empty());
        static final Series FIRST = new Series(
                "first-turn",
                Optional.of(new Injection(0, OF_FIRST_TURN)),
                Optional.of(new Injection(0, OF_FIRST_TURN)));

        /** Equal sides first: they tell the scatter. */
        static final List<Series> USUAL = List.of(EQUAL, slower("2"), FIRST, slower("5"), slower("3"), slower("1"));

        private static Series slower(String percent) {
            return new Series(
                    percent + '%', Optional.empty(), Optional.of(new Injection(Double.parseDouble(percent) / 100, 0)));
        }

        /**
         * The series of a name.
         *
         * @throws UserException when there is none
         */
        static Series parse(String word) {
            if (word.equals(EQUAL.word)) {
                return EQUAL;
            }
            if (word.equals(FIRST.word)) {
                return FIRST;
            }
            if (!word.matches("[0-9]{1,2}(\\.[0-9]{1,3})?%") || word.matches("[0.]+%")) {
                throw UserException.usage("--series " + Printable.text(word)
                        + ": expected a-a, first-turn or a share above 0 and below 100%, such as 2%");
            }
            return slower(word.substring(0, word.length() - 1));
        }

        /** Gates of the series, where so many are wanted of each: whoever goes first is the same question each time. */
        int most(int gates) {
            return equals(FIRST) ? 1 : gates;
        }

        private Map<String, String> words() {
            Map<String, String> words = new TreeMap<>();
            candidate.ifPresent(injected -> {
                words.put(SLOW_DOWN, String.valueOf(injected.slowDown()));
                words.put(FIRST_TURN, String.valueOf(injected.firstTurn()));
            });
            return words;
        }
    }

    /**
     * A self-test.
     *
     * @param folder new, empty, or of an earlier self-test with the same settings
     * @param limits of each gate
     * @param nanoClock for the time that is left
     */
    SelfTest(Console console, Path folder, GateExperiment.Limits limits, LongSupplier nanoClock, Measure measure) {
        this.console = console;
        this.folder = folder;
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.measure = measure;
    }

    /** A gate that has ended, as it is saved. */
    private record Ended(RunRecord run, Environment machine, List<JudgedScenario> scenarios) {}

    /**
     * Measures what is missing.
     *
     * @param words settings of the command, which the gates of a folder have in common
     * @return gates by series; those of an interrupted self-test as far as it came
     * @throws UserException when the folder has something else
     */
    Outcome run(List<Series> wanted, int gates, Duration time, Map<String, String> words)
            throws IOException, InterruptedException {
        Map<Series, List<Ended>> ended = new LinkedHashMap<>();
        wanted.forEach(series -> ended.put(series, new ArrayList<>()));
        insistOnSelfTest();
        long start = nanoClock.getAsLong();
        Duration longest = Duration.ZERO;
        for (int gate = 1; gate <= gates && fits(start, longest, time); gate++) {
            for (Series series : wanted) {
                if (gate > series.most(gates)) {
                    continue;
                }
                Path finished = folder.resolve(name(series, gate));
                Map<String, String> own = new TreeMap<>(words);
                own.putAll(series.words());
                if (!isFinished(finished)) {
                    if (!fits(start, longest, time)) {
                        return outcome(ended, Optional.empty());
                    }
                    long begin = nanoClock.getAsLong();
                    Optional<ExitCode> early = measure.gate(series, unused(finished), left(start, time), own);
                    if (early.isPresent()) {
                        return outcome(ended, early);
                    }
                    longest = longer(longest, Duration.ofNanos(nanoClock.getAsLong() - begin));
                }
                Ended result = read(finished);
                insistOnSame(finished, result, own, ended);
                ended.getOrDefault(series, List.of()).add(result);
                console.message(series.word + ", gate " + gate + ": "
                        + JudgedScenario.verdict(result.scenarios).word() + ", "
                        + result.scenarios.stream()
                                .mapToInt(each -> each.rounds().candidate().size())
                                .sum()
                        + " rounds");
            }
        }
        return outcome(ended, Optional.empty());
    }

    /** The first gate is always measured. */
    private boolean fits(long start, Duration longest, Duration time) {
        return longest.isZero() || left(start, time).compareTo(longest) >= 0;
    }

    private Duration left(long start, Duration time) {
        return time.minusNanos(nanoClock.getAsLong() - start);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static String name(Series series, int gate) {
        return String.format(Locale.ROOT, "%s-%03d", series.word.replace("%", "pc"), gate);
    }

    /** A gate that was interrupted stays as it is; the next attempt takes its name. */
    private static Path unused(Path finished) throws IOException {
        if (Files.exists(finished)) {
            int attempt = 1;
            Path aside;
            do {
                aside = finished.resolveSibling(finished.getFileName() + ".unfinished-" + attempt++);
            } while (Files.exists(aside));
            Files.move(finished, aside);
        }
        return finished;
    }

    /** The report is written last. */
    private static boolean isFinished(Path gate) {
        return Files.isRegularFile(new RunFiles(gate).report());
    }

    private void insistOnSelfTest() throws IOException {
        if (!Files.isDirectory(folder) || !Files.isRegularFile(new RunFiles(folder).report())) {
            return;
        }
        if (Files.exists(new RunFiles(folder).results())) {
            throw UserException.usage("--out " + Printable.text(folder.toString())
                    + ": it has the results of something else than a self-test; name a new folder");
        }
    }

    private static Ended read(Path gate) throws IOException {
        Results results = ResultReader.read(new RunFiles(gate).results());
        SavedGate saved = SavedGate.of(results.records()).stream()
                .findFirst()
                .orElseThrow(() -> UserException.usage("'" + Printable.text(gate.toString())
                        + "' is no gate of a self-test; name a new folder by --out"));
        Environment machine = SavedGate.machines(results).stream()
                .findFirst()
                .orElseThrow(() -> UserException.usage("'" + Printable.text(gate.toString())
                        + "' does not say where it was measured; remove it, or name a new folder by --out"));
        return new Ended(saved.run(), machine, saved.scenarios());
    }

    private static void insistOnSame(
            Path gate, Ended result, Map<String, String> words, Map<Series, List<Ended>> others) {
        if (!result.run.settings().equals(words)) {
            String differs = words.entrySet().stream()
                    .filter(word ->
                            !word.getValue().equals(result.run.settings().get(word.getKey())))
                    .map(word -> word.getKey() + " is " + Printable.text(word.getValue()))
                    .findFirst()
                    .orElse("a setting is absent");
            throw UserException.usage("'" + Printable.text(gate.toString()) + "' was measured with other settings ("
                    + differs + " now); name a new folder by --out");
        }
        others.values().stream()
                .flatMap(List::stream)
                .filter(other -> !other.machine.caption().equals(result.machine.caption()))
                .findFirst()
                .ifPresent(other -> {
                    throw UserException.usage("'" + Printable.text(gate.toString()) + "' was measured on "
                            + result.machine.caption() + ", and others on " + other.machine.caption()
                            + ": name a new folder by --out");
                });
    }

    private Outcome outcome(Map<Series, List<Ended>> ended, Optional<ExitCode> early) {
        List<GateSeries> series = new ArrayList<>();
        ended.forEach((one, gates) -> {
            if (!gates.isEmpty()) {
                series.add(new GateSeries(
                        one.word, gates.stream().map(Ended::scenarios).toList()));
            }
        });
        return new Outcome(
                limits.slowdown(),
                series,
                ended.values().stream()
                        .flatMap(List::stream)
                        .map(Ended::machine)
                        .findFirst(),
                early);
    }

    /**
     * What a self-test showed.
     *
     * @param tolerance of its gates
     * @param series those with a gate, in the order in which they were measured
     * @param machine where; absent where no gate has ended
     * @param early exit code of a gate that ended without an answer
     */
    record Outcome(double tolerance, List<GateSeries> series, Optional<Environment> machine, Optional<ExitCode> early) {
        /** Equal sides, and whoever goes first: no gate of them may fail. */
        ExitCode code() {
            if (early.isPresent()) {
                return early.get();
            }
            return equal().anyMatch(one -> one.count(Verdict.Fail.class) > 0)
                    ? ExitCode.FAILED
                    : equal().allMatch(one -> one.count(Verdict.Pass.class) > 0)
                            ? ExitCode.DONE
                            : ExitCode.INCONCLUSIVE;
        }

        private Stream<GateSeries> equal() {
            return series.stream()
                    .filter(one ->
                            one.name().equals(Series.EQUAL.word) || one.name().equals(Series.FIRST.word));
        }

        /** The gates of equal sides; absent where none has ended. */
        Optional<GateSeries> control() {
            return series.stream()
                    .filter(one -> one.name().equals(Series.EQUAL.word))
                    .findFirst();
        }

        /** The whole for people. */
        List<Block> blocks() {
            List<Block> blocks = new ArrayList<>();
            machine.ifPresent(
                    here -> blocks.add(new Block.Paragraph("self-test of the gate on " + here.caption(), true)));
            blocks.add(GateSeries.table(series));
            List<String> notes = new ArrayList<>();
            notes.add(power());
            series.stream()
                    .filter(one -> one.name().equals(Series.FIRST.word))
                    .findFirst()
                    .flatMap(one -> one.placeEffect().isPresent()
                            ? Optional.of(one.placeEffect().getAsDouble())
                            : Optional.empty())
                    .ifPresent(effect -> notes.add(String.format(
                            Locale.ROOT,
                            "first-turn: +30%% injected for whoever goes first in a cycle, +%.1f%% seen; it cancels",
                            100 * effect)));
            blocks.add(new Block.Items(false, notes));
            return blocks;
        }

        /** Whole lines, each ended as the format has it. */
        String rendered(Format format, int width) {
            return switch (format) {
                case TEXT -> TextRenderer.render(blocks(), width);
                case MARKDOWN -> MarkdownRenderer.render(blocks());
                case LATEX -> LatexRenderer.render(blocks());
                case CSV -> CsvRenderer.render(List.of(GateSeries.table(series)));
                case JSON -> JsonRenderer.render(List.of(GateSeries.table(series)));
            };
        }

        private String power() {
            OptionalDouble deviation = GateSeries.deviation(series);
            if (deviation.isEmpty()) {
                return "no gate has ended: nothing is known of this machine's scatter";
            }
            int scenarios = series.get(0).gates().get(0).size();
            OptionalDouble smallest = new GatePower(
                            new GateRule(tolerance, scenarios),
                            deviation.getAsDouble(),
                            GateRule.ROUNDS_OF_ONE_SITTING,
                            SEED)
                    .smallestFound();
            return String.format(
                            Locale.ROOT,
                            "computed, by simulating the rule at a round SD of %.2f%%: ",
                            100 * deviation.getAsDouble())
                    + (smallest.isPresent()
                            ? String.format(
                                    Locale.ROOT,
                                    "%.1f%% is the smallest slow-down found in 95%% of gates",
                                    100 * smallest.getAsDouble())
                            : "no slow-down up to 50% is found in 95% of gates");
        }
    }

    /** Saves what is derived: the report last of all, and the rounds of each series for simulations, one log-ratio a line. */
    void save(Outcome outcome) throws IOException {
        RunFiles files = new RunFiles(folder);
        for (GateSeries series : outcome.series()) {
            StringBuilder lines =
                    new StringBuilder("# log(candidate / baseline) of each round of series " + series.name() + ", "
                            + outcome.machine().map(Environment::caption).orElse("unknown machine") + '\n');
            for (List<JudgedScenario> gate : series.gates()) {
                for (JudgedScenario each : gate) {
                    lines.append("# ").append(each.candidate().id()).append('\n');
                    each.rounds().logRatios().forEach(ratio -> lines.append(ratio)
                            .append('\n'));
                }
            }
            RunFiles.replace(folder.resolve("rounds-" + series.name().replace("%", "pc") + ".txt"), lines.toString());
        }
        RunFiles.replace(files.report(), outcome.rendered(Format.MARKDOWN, 0));
    }
}
