package dev.squeezebench.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.squeezebench.records.Examples;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PairedTrialsTest {
    @Test
    void inTurnsABurstThatHitsBothArmsOfAHalfCycleCancels() {
        // The third half-cycle is slowed 1.4 times for both, and the median of each trial by itself is moved by it.
        Trial bert = turns(Examples.BERT, 200, 200, 280, 280);
        Trial squeeze = turns(Examples.SQUEEZE, 100, 100, 140, 100);

        assertThat(PairedTrials.speedUp(squeeze, bert)).isEqualTo(2, within(1e-12));
    }

    @Test
    void aTurnOfSeveralInvocationsCountsByTheirGeometricMean() {
        Trial bert = turns(Examples.BERT, 8, 8);
        Trial squeeze = of(Examples.SQUEEZE, List.of(new long[] {2, 8}, new long[] {4}));

        assertThat(PairedTrials.speedUp(squeeze, bert)).isEqualTo(2, within(1e-12));
    }

    @Test
    void trialsOneByOneArePairedByTheirMedians() {
        Trial bert = Examples.measured(Examples.RUN, Examples.BERT, 1, 250_000_000);
        Trial squeeze = Examples.measured(Examples.RUN, Examples.SQUEEZE, 1, 100_000_000);

        assertThat(PairedTrials.inTurns(squeeze, bert)).isEmpty();
        assertThat(PairedTrials.speedUp(squeeze, bert)).isEqualTo(2.5, within(1e-12));
    }

    private static Trial turns(Scenario scenario, long... ns) {
        List<long[]> turns = new ArrayList<>();
        for (long each : ns) {
            turns.add(new long[] {each});
        }
        return of(scenario, turns);
    }

    private static Trial of(Scenario scenario, List<long[]> turns) {
        List<Samples.Turn> taken = new ArrayList<>();
        List<Long> all = new ArrayList<>();
        for (long[] turn : turns) {
            taken.add(new Samples.Turn(1 + taken.size() / 2, 1, turn.length, 1000L * taken.size()));
            for (long ns : turn) {
                all.add(ns);
            }
        }
        Samples samples = new Samples(
                OptionalLong.empty(),
                OptionalLong.empty(),
                LongSeries.of(),
                LongSeries.of(all.stream().mapToLong(Long::longValue).toArray()),
                LongSeries.of(),
                LongSeries.of());
        return Examples.measured(Examples.RUN, scenario, 1, 1_000_000).toBuilder()
                .group(Optional.of("g1"))
                .samples(samples.inTurns(taken, LongSeries.of(), LongSeries.of()))
                .build();
    }
}
