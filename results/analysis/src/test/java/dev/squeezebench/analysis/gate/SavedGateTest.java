package dev.squeezebench.analysis.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.analysis.table.CsvRenderer;
import dev.squeezebench.analysis.table.TextRenderer;
import dev.squeezebench.records.Comparison;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.GateVerdict;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Memory;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.Witness;
import dev.squeezebench.records.file.Results;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SavedGateTest {
    private static final Instant BEGAN = Instant.parse("2026-11-23T12:00:00Z");
    private static final double[] SLOWER = {.0301, .0299, .0302, .0298, .03, .03};

    private static final Device PHONE = new Device("sha256:00000003", Device.Kind.PHONE, Optional.of("Pixel 3"));

    private final List<ResultRecord> records = new ArrayList<>();

    SavedGateTest() {
        run(Map.of("max_slowdown", "0.01", "max_memory_growth", "0.05", "scenarios", "2"));
        sitting(0);
    }

    @Test
    void theSavedRoundsAreJudgedByTheRunsOwnTolerance() {
        rounds("g1", SLOWER);

        assertThat(only().latency().verdict()).isEqualTo(new Verdict.Fail());
        assertThat(only().memory()).isEmpty();

        run(Map.of("max_slowdown", "0.05", "max_memory_growth", "0.05"));
        assertThat(only().latency().verdict()).isEqualTo(new Verdict.Pass());
    }

    @Test
    void aRunThatIsNoGateHasNone() {
        run(Map.of("threads", "1"));
        rounds("g1", SLOWER);

        assertThat(SavedGate.of(records)).isEmpty();
    }

    @Test
    void aTryIsNoRound() {
        records.add(trial("candidate", 1, .5, 0).toBuilder()
                .group(Optional.empty())
                .outcome(TrialOutcome.Invalid.PRELIMINARY)
                .build());
        rounds("g1", SLOWER);

        assertThat(only().rounds().candidate()).hasSize(6);
    }

    @Test
    void controlRoundsOfTheScenarioTakeItsFailBack() {
        rounds("g1", SLOWER);
        controls("c1", SLOWER);

        assertThat(only().latency().verdict()).isEqualTo(new Verdict.Inconclusive(Verdict.Reason.CONTROLS_AGREE));
    }

    @Test
    void whatAnotherScenariosFailLeftOpenSaysSo() {
        rounds("g1", SLOWER);
        rounds("g2", 0, 0, 0);

        assertThat(SavedGate.of(records).get(0).scenarios())
                .extracting(each -> each.latency().verdict())
                .containsExactly(new Verdict.Fail(), new Verdict.Inconclusive(Verdict.Reason.ANOTHER_FAILED));
    }

    @Test
    void theFirstLookThatDecidesIsFinalAndLaterSittingsAreTold() {
        rounds("g1", 0, .001, 0, .001, 0, .001, .0005, 0, .001);
        sitting(3600);
        for (int round = 10; round <= 18; round++) {
            records.add(trial("baseline", round, 0, 3700 + round));
            records.add(trial("candidate", round, .02 + .001 * (round % 2), 3700 + round));
        }

        // The first nine alone pass; they are what the first look that decides saw.
        assertThat(only().latency().verdict()).isEqualTo(new Verdict.Pass());
        assertThat(only().rounds().rounds(List.of(BEGAN, BEGAN.plusSeconds(3600))))
                .extracting(GateRound::sitting)
                .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    }

    /** Each command describes its own machine once, and each phone besides. */
    @Test
    void aPhoneThatIsDescribedIsNoSitting() {
        Environment phone = sitting(Examples.environment(), 1, PHONE);
        records.add(phone);
        rounds("g1", SLOWER);
        records.replaceAll(record -> record instanceof Trial trial
                ? trial.toBuilder().device(Optional.of(PHONE)).build()
                : record);
        List<Environment> described = List.of((Environment) records.get(1), phone);

        assertThat(SavedGate.sittings(described)).containsExactly(BEGAN);
        assertThat(SavedGate.machines(new Results(records, List.of()))).containsExactly(phone);
        assertThat(new GateReport(List.of(only())).lines().get(0)).contains("on Pixel 3 (sha256:00000003)");
    }

    @Test
    void aFailOnOnePhoneCutsNothingShortOnAnother() {
        rounds("g1", SLOWER);
        rounds("g2", 0, 0, 0);
        records.replaceAll(
                record -> record instanceof Trial trial && trial.group().equals(Optional.of("g2"))
                        ? trial.toBuilder().device(Optional.of(PHONE)).build()
                        : record);

        assertThat(SavedGate.of(records).get(0).scenarios())
                .extracting(each -> each.latency().verdict())
                .containsExactly(new Verdict.Fail(), new Verdict.Inconclusive(Verdict.Reason.TOO_FEW_ROUNDS));
    }

    @Test
    void aVerdictIsSavedWithItsLevelsRoundsAndControls() {
        rounds("g1", SLOWER);
        controls("c1", 0, .0001, 0, .0001, 0, .0001);

        Comparison comparison = only().comparisons(BEGAN).get(0);

        assertThat(comparison.candidateArm()).isEqualTo("candidate");
        assertThat(comparison.baselineArm()).isEqualTo("baseline");
        assertThat(comparison.ratio()).isCloseTo(Math.exp(-.03), within(1e-4));
        assertThat(comparison.spread().lower()).isLessThan(comparison.ratio());
        assertThat(comparison.rounds()).hasSize(6);
        GateVerdict verdict = comparison.verdict().orElseThrow();
        assertThat(verdict.answer()).isEqualTo(GateVerdict.Answer.FAIL);
        assertThat(verdict.tolerance()).isEqualTo(.01);
        // Shared by two scenarios.
        assertThat(verdict.looks().get(0)).isEqualTo(new GateVerdict.Look(6, .000025, .02, 1));
        assertThat(verdict.controls()).hasSize(6);
    }

    @Test
    void onAnUnsteadyMachineNothingIsPrintedNarrowerThanHalfAPercent() {
        rounds("g1", SLOWER);
        double steady = halfWidth();
        records.clear();
        run(Map.of("max_slowdown", "0.01", "max_memory_growth", "0.05"));
        sitting(0);
        for (int round = 1; round <= 6; round++) {
            records.add(bursts(trial("baseline", round, 0, round)));
            records.add(bursts(trial("candidate", round, SLOWER[round - 1], round)));
        }

        assertThat(steady).isLessThan(.001);
        assertThat(halfWidth()).isCloseTo(Math.log(1.005), within(1e-9));
    }

    @Test
    void theFirstTurnsCostIsSaidWithItsSign() {
        rounds("g1", SLOWER);

        assertThat(new GateReport(List.of(only())).notes())
                .anySatisfy(note -> assertThat(note).startsWith("the first turn of a cycle is 0.00% "))
                .contains("memory was not judged: a round lacks the peak resident set");
    }

    @Test
    void besideAFailStandsWhatTheSystemCountedOfEachArm() {
        rounds("g1", SLOWER);
        witnessed(3200, 50);

        GateReport report = new GateReport(List.of(only()));

        // Sixteen invocations a round.
        assertThat(CsvRenderer.render(List.of(report.witnesses().orElseThrow())))
                .isEqualToNormalizingNewlines("""
                        arm,scenario,minor_faults_per_inference,major_faults_per_inference,voluntary_switches_per_inference,involuntary_switches_per_inference,migrations_per_inference,instructions_per_inference,huge_page_share
                        baseline,SCENARIO,1.0,,,,,,0.5
                        candidate,SCENARIO,200.0,,,,,,0.25
                        """.replace("SCENARIO", Examples.SQUEEZE.id()));
        assertThat(TextRenderer.render(report.blocks(Optional.empty(), List.of()), 120))
                .contains("no instructions: no such counter");
    }

    @Test
    void aPassNeedsNoWitnesses() {
        rounds("g1", 0, .001, 0, .001, 0, .001);
        witnessed(3200, 50);

        assertThat(only().latency().verdict()).isEqualTo(new Verdict.Pass());
        assertThat(new GateReport(List.of(only())).witnesses()).isEmpty();
    }

    /** The baseline's processes fault once an inference, and half of their memory is in huge pages. */
    private void witnessed(long faults, long huge) {
        records.replaceAll(record -> record instanceof Trial trial
                ? trial.toBuilder()
                        .witnesses(List.of(
                                Witness.of("minor_faults", trial.arm().equals("baseline") ? 16 : faults, "stat"),
                                Witness.of("anonymous_bytes", 200, "smaps"),
                                Witness.of("huge_page_bytes", trial.arm().equals("baseline") ? 100 : huge, "smaps"),
                                Witness.absent("instructions", "no such counter")))
                        .build()
                : record);
    }

    @Test
    void theTextSaysWhichClocksDecidedAndWhatDisturbedThem() {
        rounds("g1", SLOWER);
        assertThat(new GateReport(List.of(only())).notes())
                .contains(
                        "CPU time is no witness here (not read in every round, or the threads were not at work all the time): the"
                                + " clock alone decides");

        records.replaceAll(record -> record instanceof Trial trial && trial.round() < 3
                ? trial.toBuilder()
                        .warnings(List.of(WarningCode.CONTENDED.warning(
                                "other processes used " + (10 + trial.round()) + "% of the machine's CPU time",
                                "stop them")))
                        .build()
                : record);
        assertThat(new GateReport(List.of(only())).notes())
                .contains(
                        "contended: other processes used 11 to 12% of the machine's CPU time (4 of 12 trials); stop them",
                        "CPU time helps against load within this machine; a neighbour on the same host slows both clocks alike");

        records.replaceAll(record -> record instanceof Trial trial ? withCpu(trial) : record);
        assertThat(new GateReport(List.of(only())).notes())
                .contains("CPU time, the second witness: the candidate takes 3.0% more");
    }

    /** CPU time as long as the clock's. */
    private static Trial withCpu(Trial trial) {
        Samples clock = trial.samples();
        return trial.toBuilder()
                .samples(new Samples(
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                LongSeries.of(),
                                clock.measureNs(),
                                LongSeries.of(),
                                clock.measureNs())
                        .inTurns(clock.turns(), LongSeries.of(), LongSeries.of()))
                .build();
    }

    private double halfWidth() {
        return only().latency().ratio().orElseThrow().halfWidth();
    }

    /** Half of the invocations of both arms are slowed alike. */
    private static Trial bursts(Trial trial) {
        long[] ns = trial.samples().measureNs().stream().toArray();
        for (int i = 0; i < ns.length; i += 4) {
            ns[i] = ns[i] * 3 / 2;
            ns[i + 1] = ns[i + 1] * 3 / 2;
        }
        return trial.toBuilder().samples(samples(ns)).build();
    }

    private JudgedScenario only() {
        return SavedGate.of(records).get(0).scenarios().get(0);
    }

    private void run(Map<String, String> settings) {
        RunRecord usual = Examples.run();
        records.removeIf(RunRecord.class::isInstance);
        records.add(
                0,
                new RunRecord(Examples.RUN, BEGAN, usual.version(), List.of(), 42, settings, false, false, Map.of()));
    }

    private void sitting(int second) {
        Environment usual = Examples.environment();
        records.add(sitting(usual, second, usual.device()));
    }

    private static Environment sitting(Environment usual, int second, Device device) {
        return new Environment(
                Examples.RUN,
                BEGAN.plusSeconds(second),
                device,
                usual.host(),
                usual.cpu(),
                usual.memory(),
                usual.virtualisation(),
                usual.os(),
                usual.vm(),
                usual.state());
    }

    private void rounds(String group, double... logRatios) {
        add(group, "candidate", logRatios);
    }

    private void controls(String group, double... logRatios) {
        add(group, "control", logRatios);
    }

    private void add(String group, String candidate, double... logRatios) {
        for (int i = 0; i < logRatios.length; i++) {
            for (Trial trial : List.of(trial("baseline", i + 1, 0, i), trial(candidate, i + 1, logRatios[i], i))) {
                records.add(trial.toBuilder().group(Optional.of(group)).build());
            }
        }
    }

    private static Trial trial(String arm, int round, double logRatio, int second) {
        long[] ns = new long[16];
        Arrays.fill(ns, Math.round(1e8 * Math.exp(logRatio)));
        return Examples.measured(Examples.RUN, Examples.SQUEEZE, round, 1_000_000).toBuilder()
                .arm(arm)
                .group(Optional.of("g1"))
                .samples(samples(ns))
                .memory(Memory.UNKNOWN)
                .startedAt(BEGAN.plusSeconds(second))
                .build();
    }

    private static Samples samples(long... ns) {
        List<Samples.Turn> turns = new ArrayList<>();
        for (int i = 0; i < ns.length; i++) {
            turns.add(new Samples.Turn(1 + i / 2, 1 + i % 2, 1, i));
        }
        return new Samples(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        LongSeries.of(),
                        LongSeries.of(ns),
                        LongSeries.of(),
                        LongSeries.of())
                .inTurns(turns, LongSeries.of(), LongSeries.of());
    }
}
