package dev.squeezebench.cli.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.analysis.gate.GateSeries;
import dev.squeezebench.analysis.gate.SavedGate;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.gate.SelfTest.Series;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.core.experiment.GateExperiment;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.Injection;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.file.ResultWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class SelfTestTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final List<Series> TWO = List.of(Series.EQUAL, Series.parse("2%"));

    private final Path folder;
    private final List<String> measured = new ArrayList<>();
    private final Map<String, String> words = new TreeMap<>(Map.of(
            "workload", "squeezebert-tiny", SavedGate.MAX_SLOWDOWN, "0.01", SavedGate.MAX_MEMORY_GROWTH, "0.05"));
    private Duration now = Duration.ZERO;
    private Duration ofGate = Duration.ofSeconds(1);
    private int interruptedAt = Integer.MAX_VALUE;
    private double ofEqual = 1;

    SelfTestTest(@TempDir Path folder) {
        this.folder = folder.resolve("out");
    }

    @Test
    void soManyGatesOfEachSeriesAreMeasuredAndOneOfWhoeverGoesFirst() throws Exception {
        SelfTest.Outcome outcome = test().run(List.of(Series.EQUAL, Series.parse("2%"), Series.FIRST), 3, LONG, words);

        assertThat(measured)
                .containsExactly("a-a-001", "2pc-001", "first-turn-001", "a-a-002", "2pc-002", "a-a-003", "2pc-003");
        assertThat(outcome.series()).extracting(GateSeries::name).containsExactly("a-a", "2%", "first-turn");
        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.rendered(dev.squeezebench.cli.options.Format.CSV, 80).lines())
                .anyMatch(line -> line.startsWith("a-a,3,3,0,0,18,0.0"))
                .anyMatch(line -> line.startsWith("2%,3,0,3,0,18,2.0"));
    }

    @Test
    void theSameCommandGoesOnAfterAnInterruptionAndKeepsWhatWasNotFinished() throws Exception {
        interruptedAt = 3;
        SelfTest.Outcome first = test().run(TWO, 2, LONG, words);
        assertThat(first.code()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(first.series())
                .allSatisfy(series -> assertThat(series.gates()).hasSize(1));
        measured.clear();
        interruptedAt = Integer.MAX_VALUE;

        SelfTest.Outcome outcome = test().run(TWO, 2, LONG, words);

        assertThat(measured).containsExactly("a-a-002", "2pc-002");
        assertThat(folder.resolve("a-a-002.unfinished-1").resolve("results.jsonl"))
                .isRegularFile();
        assertThat(outcome.series())
                .allSatisfy(series -> assertThat(series.gates()).hasSize(2));
    }

    @Test
    void noGateBeginsThatWouldNotFitTheMinutesAndTheFirstOneIsAlwaysMeasured() throws Exception {
        ofGate = Duration.ofMinutes(2);
        test().run(TWO, Integer.MAX_VALUE, Duration.ofMinutes(5), words);
        assertThat(measured).containsExactly("a-a-001", "2pc-001");
    }

    @Test
    void gatesOfOtherSettingsInTheFolderAreRefused() throws Exception {
        test().run(TWO, 1, LONG, words);
        Map<String, String> others = new TreeMap<>(words);
        others.put("workload", "bert-tiny");

        assertThatThrownBy(() -> test().run(TWO, 2, LONG, others))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("workload is bert-tiny now")
                .hasMessageContaining("--out");
    }

    @Test
    void aGateThatFailsEqualSidesFailsTheSelfTest() throws Exception {
        ofEqual = 1.05;
        assertThat(test().run(TWO, 1, LONG, words).code()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void theRoundsOfEachSeriesAreSavedOneALogRatioALine() throws Exception {
        SelfTest test = test();
        test.save(test.run(TWO, 2, LONG, words));

        assertThat(Files.readAllLines(folder.resolve("rounds-2pc.txt")).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(Double::parseDouble))
                .hasSize(12)
                .allSatisfy(ratio -> assertThat(ratio).isBetween(.01, .03));
        assertThat(folder.resolve("report.md")).content().contains("computed").contains("a-a");
    }

    @Test
    void aSeriesHasANameThatSaysWhatIsInjected() {
        assertThat(Series.parse("0.5%").candidate()).contains(new Injection(.005, 0));
        assertThat(Series.parse("0.5%").baseline()).isEmpty();
        assertThat(Series.parse("first-turn").baseline()).contains(new Injection(0, .3));
        for (String wrong : List.of("2", "0%", "-1%", "100%", "b-b")) {
            assertThatThrownBy(() -> Series.parse(wrong)).isInstanceOf(UserException.class);
        }
    }

    private SelfTest test() {
        CommandLine line = new CommandLine(new Nothing());
        line.setErr(new PrintWriter(new StringWriter()));
        Console console =
                Console.of(line, new ConsoleOptions(), new Surroundings(Path.of("home"), false, false, Map.of()));
        return new SelfTest(
                console, folder, new GateExperiment.Limits(.01, .05, LONG, false), () -> now.toNanos(), this::gate);
    }

    private Optional<ExitCode> gate(Series series, Path gate, Duration time, Map<String, String> settings)
            throws IOException {
        measured.add(gate.getFileName().toString());
        Files.createDirectories(gate);
        double ratio = series.equals(Series.EQUAL)
                ? ofEqual
                : 1 + series.candidate().map(Injection::slowDown).orElse(0.0);
        RunRecord run = new RunRecord(
                gate.getFileName().toString(), Examples.AT, "0.1.0", List.of(), 42, settings, false, false, Map.of());
        try (ResultWriter writer = ResultWriter.create(gate.resolve("results.jsonl"), run)) {
            writer.write(Examples.environment(run.run()));
            for (int round = 1; round <= 6; round++) {
                double noise = 1 + .0001 * (round % 3);
                writer.write(trial(run, "baseline", round, 1_000_000, series.baseline()));
                writer.write(trial(run, "candidate", round, Math.round(1_000_000 * ratio * noise), series.candidate()));
                writer.write(new RoundRecord(
                        run.run(), Examples.AT, "g1", round, 1, List.of("baseline", "candidate"), 4, Optional.empty()));
            }
        }
        now = now.plus(ofGate);
        if (measured.size() >= interruptedAt) {
            return Optional.of(ExitCode.INTERRUPTED);
        }
        GatePublisher.save(gate, List.of());
        return Optional.empty();
    }

    private static Trial trial(RunRecord run, String arm, int round, long ns, Optional<Injection> injected) {
        List<Samples.Turn> turns = new ArrayList<>();
        long[] wall = new long[8];
        for (int i = 0; i < wall.length; i++) {
            wall[i] = ns;
            turns.add(new Samples.Turn(1 + i / 2, 1 + i % 2, 1, i));
        }
        Samples samples = new Samples(
                OptionalLong.empty(),
                OptionalLong.empty(),
                LongSeries.of(),
                LongSeries.of(wall),
                LongSeries.of(),
                LongSeries.of());
        return Examples.measured(run.run(), Examples.SQUEEZE, round, ns).toBuilder()
                .arm(arm)
                .group(Optional.of("g1"))
                .injected(injected)
                .outcome(injected.isPresent() ? TrialOutcome.Invalid.INJECTED : new TrialOutcome.Measured())
                .samples(samples.inTurns(turns, LongSeries.of(), LongSeries.of()))
                .build();
    }

    @Command(name = "nothing")
    private static final class Nothing implements Runnable {
        @Override
        public void run() {}
    }
}
