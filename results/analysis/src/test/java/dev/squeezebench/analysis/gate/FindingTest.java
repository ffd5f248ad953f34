package dev.squeezebench.analysis.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FindingTest {
    private static final GateRule ONE_PERCENT = new GateRule(.01, 1);
    private static final String SCENARIO = "squeezebert-tiny/split";

    private static Evidence evidence(double... ratios) {
        return Evidence.of(Arrays.stream(ratios)
                .mapToObj(ratio -> GateRound.ofLatency(Math.log(ratio)))
                .toList());
    }

    private static String line(Evidence evidence) {
        return ONE_PERCENT.latency(evidence).line(SCENARIO, Duration.ofMillis(48_400));
    }

    @Test
    void saysHowMuchSlowerInOneLine() {
        assertThat(line(evidence(1.029, 1.028, 1.03, 1.029, 1.0295, 1.0285)))
                .isEqualTo("FAIL squeezebert-tiny/split candidate is 2.9% slower (2.8% to 3.0%), tolerance 1%,"
                        + " 6 rounds, 48 s");
    }

    @Test
    void saysFasterToBothEnds() {
        assertThat(line(evidence(.98, .979, .981, .98, .9805, .9795)))
                .isEqualTo("PASS squeezebert-tiny/split candidate is 2.0% faster (1.9% to 2.1%), tolerance 1%,"
                        + " 6 rounds, 48 s");
    }

    @Test
    void namesTheSidesOfAnIntervalThatHoldsNoDifference() {
        assertThat(line(evidence(1.001, 1.002, .999, 1, 1.003, .998)))
                .isEqualTo("PASS squeezebert-tiny/split candidate is 0.0% slower (0.2% faster to 0.3% slower),"
                        + " tolerance 1%, 6 rounds, 48 s");
    }

    @Test
    void isNotNarrowerThanHalfAPercentOnAnUnsteadyMachine() {
        List<GateRound> rounds =
                evidence(1.029, 1.028, 1.03, 1.029, 1.0295, 1.0285).rounds();
        assertThat(line(new Evidence(rounds, List.of(), true))).contains("2.9% slower (2.4% to 3.4%)");
    }

    @Test
    void saysWhyThereIsNoAnswerAndWhatWouldHaveBeenSeen() {
        assertThat(line(evidence(1.02, 1, 1.02, 1, 1.02, 1)))
                .isEqualTo("INCONCLUSIVE squeezebert-tiny/split candidate is 1.0% slower (0.2% faster to 2.2% slower),"
                        + " tolerance 1%, 6 rounds, 48 s: rounds scatter by 1.1%, which needs more than 1000 rounds;"
                        + " 6.9% slower would have been seen");
        assertThat(line(evidence(1.02))).contains("candidate was not compared", "1 round, ", "--time-budget");
    }

    @Test
    void saysWhatCpuTimeHas() {
        List<GateRound> rounds = evidence(1.03, 1.031, 1.03, 1.029, 1.03, 1.03).rounds().stream()
                .map(round -> new GateRound(
                        round.latency(),
                        Optional.of(new GateRound.CpuTime(Math.log(1.001), 1)),
                        OptionalDouble.empty(),
                        0,
                        true))
                .toList();
        assertThat(line(Evidence.of(rounds)))
                .contains("slower by the clock, not by CPU time (+0.1%): waiting or scheduling");
    }

    @Test
    void countsRoundsFarOff() {
        assertThat(line(evidence(1, 1.001, 1.3, .999, 1, 1)))
                .contains("not worse in the typical round, but far off in 1 of 6 rounds, its baseline in 0");
        assertThat(line(evidence(1, 1.001, 1.3, 1.3, 1, 1))).contains("2 of 6 rounds lie far off the rest: two modes");
    }

    @Test
    void speaksOfMemoryAsMemory() {
        List<GateRound> rounds = Arrays.stream(new double[] {1.08, 1.081, 1.079, 1.08, 1.08, 1.08})
                .mapToObj(ratio -> new GateRound(0, Optional.empty(), OptionalDouble.of(Math.log(ratio)), 0, true))
                .toList();
        assertThat(new GateRule(.055, 1)
                        .memory(Evidence.of(rounds))
                        .orElseThrow()
                        .line(SCENARIO, Duration.ofSeconds(60)))
                .isEqualTo("FAIL squeezebert-tiny/split candidate takes 8.0% more memory (7.9% to 8.1%),"
                        + " tolerance 5.5%, 6 rounds, 60 s");
    }
}
