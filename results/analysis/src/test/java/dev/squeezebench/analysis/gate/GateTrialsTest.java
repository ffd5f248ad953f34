package dev.squeezebench.analysis.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.records.Examples;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Memory;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GateTrialsTest {
    @Test
    void aRoundComparesLatencyCpuTimeAndMemoryOfItsTwoTrials() {
        Trial baseline = trial("baseline", 1, 1000, 900, 4, 1);
        Trial candidate = trial("candidate", 1, 1100, 945, 4, 2);

        GateRound round = GateTrials.paired(List.of(candidate), List.of(baseline))
                .rounds()
                .get(0);

        assertThat(round.latency()).isEqualTo(Math.log(1.1), within(1e-12));
        assertThat(round.cpu().orElseThrow().logRatio()).isEqualTo(Math.log(1.05), within(1e-12));
        assertThat(round.cpu().orElseThrow().share()).isEqualTo((900 + 945) / (1000.0 + 1100), within(1e-12));
        assertThat(round.memory().orElseThrow()).isEqualTo(Math.log(2), within(1e-12));
        assertThat(round.quiet()).isTrue();
    }

    @Test
    void roundsThatLackOneSideOrDoNotCountAreLeftOut() {
        Trial lost = trial("baseline", 2, 1000, 900, 4, 1)
                .withOutcome(new TrialOutcome.Invalid(List.of(WarningCode.ROUND_VOID.word())));
        GateTrials trials = GateTrials.paired(
                List.of(
                        trial("candidate", 1, 1000, 900, 4, 1),
                        trial("candidate", 2, 1000, 900, 4, 1),
                        trial("candidate", 3, 1000, 900, 4, 1)),
                List.of(trial("baseline", 1, 1000, 900, 4, 1), lost));

        assertThat(trials.candidate()).extracting(Trial::round).containsExactly(1);
    }

    @Test
    void aContendedRoundIsNotQuiet() {
        Trial baseline = trial("baseline", 1, 1000, 900, 4, 1);
        Trial contended = trial("candidate", 1, 1000, 900, 4, 1)
                .withWarnings(List.of(WarningCode.CONTENDED.warning("others took 12%")));

        assertThat(GateTrials.paired(List.of(contended), List.of(baseline)).rounds())
                .extracting(GateRound::quiet)
                .containsExactly(false);
    }

    /** Turns of equal length; the baseline begins odd cycles. */
    private static Trial trial(String arm, int round, long ns, long cpuNs, int cycles, long memory) {
        int turns = 2 * cycles;
        long[] wall = new long[turns];
        long[] cpu = new long[turns];
        List<Samples.Turn> taken = new ArrayList<>();
        for (int i = 0; i < turns; i++) {
            wall[i] = ns;
            cpu[i] = cpuNs;
            taken.add(new Samples.Turn(1 + i / 2, 1 + i % 2, 1, i));
        }
        Samples samples = new Samples(
                OptionalLong.empty(),
                OptionalLong.empty(),
                LongSeries.of(),
                LongSeries.of(wall),
                LongSeries.of(),
                LongSeries.of(cpu));
        Trial usual = Examples.measured(Examples.RUN, Examples.SQUEEZE, round, 1_000_000);
        return usual.toBuilder()
                .arm(arm)
                .group(Optional.of("g1"))
                .samples(samples.inTurns(taken, LongSeries.of(), LongSeries.of()))
                .memory(new Memory(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(memory),
                        OptionalLong.empty(),
                        OptionalLong.empty()))
                .build();
    }
}
