package dev.squeezebench.records.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Comparison;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.LoadPattern;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Vm;
import dev.squeezebench.records.Warning;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A file that version 0.1.0 wrote: {@code squeezebench/1}. */
class FirstVersionTest {
    private final Results results;

    FirstVersionTest() throws IOException {
        try (InputStream stream = FirstVersionTest.class.getResourceAsStream("/first/results.jsonl")) {
            results = ResultReader.read(Objects.requireNonNull(stream), Path.of("first.jsonl"));
        }
    }

    @Test
    void isReadWithoutAWarning() {
        assertThat(results.warnings()).isEmpty();
        assertThat(results.records()).hasSize(10);
    }

    @Test
    void itsJdkIsTheVirtualMachineOfTheEnvironmentAndOfEachTrial() {
        Vm expected = new Vm(
                "hotspot",
                "17.0.12+7",
                List.of("-Xmx1g"),
                Optional.of("OpenJDK 64-Bit Server VM"),
                Optional.of("Eclipse Adoptium"));
        assertThat(results.environments().get(0).vm()).isEqualTo(expected);
        assertThat(results.trials().get(0).vm()).contains(expected);
    }

    @Test
    void itsTrialsRanOnTheMachineThatWasDescribedLastBeforeThem() {
        List<Environment> machines = results.environments();
        Device first = machines.get(0).device();
        Device second = machines.get(1).device();
        assertThat(first).isNotEqualTo(second);
        assertThat(first.kind()).isEqualTo(Device.Kind.COMPUTER);
        assertThat(first.model()).contains("PowerEdge R650");
        assertThat(results.trials())
                .extracting(trial -> trial.device().orElseThrow())
                .containsExactly(first, second, second, second);
    }

    @Test
    void itsWarningsAndFlagsAreSpelledAsToday() {
        assertThat(results.trials().get(0).warnings())
                .extracting(Warning::code)
                .containsExactly("contended", "not_steady", "memory_unknown");
        assertThat(results.trials().get(1).outcome())
                .isEqualTo(new TrialOutcome.Invalid(List.of("not_accelerated", "throttled")));
    }

    @Test
    void itsMemoryIsInOnePlaceWithItsSource() {
        Trial trial = results.trials().get(0);
        assertThat(trial.memory().rssPeakBytes()).hasValue(450_000_000);
        assertThat(trial.memory().sources())
                .isEqualTo(Map.of(
                        "rss_peak_bytes", "/proc/self/status VmHWM since the warm-up", "heap_used_bytes", "Runtime"));
        assertThat(trial.readings()).extracting(Reading::name).containsExactly("cpu_temperature", "memory_pressure");
    }

    @Test
    void itsComparisonsHaveASpreadAndSingleArms() {
        assertThat(results.comparisons())
                .extracting(Comparison::spread)
                .containsExactly(new Spread.Interval(2.4, 2.6, 0.95, "student_t_log"), new Spread.Range(2.45, 2.55));
        assertThat(results.comparisons()).allSatisfy(comparison -> {
            assertThat(comparison.candidateArm()).isEqualTo("single");
            assertThat(comparison.baselineArm()).isEqualTo("single");
        });
    }

    @Test
    void itsPaddingIsNotRecorded() {
        assertThat(results.trials())
                .allSatisfy(
                        trial -> assertThat(trial.scenario().paddingPercent()).isEmpty());
    }

    @Test
    void itsTrialsAreSingleStreamAndFirstAttempts() {
        assertThat(results.trials()).allSatisfy(trial -> {
            assertThat(trial.scenario().loadPattern()).isEqualTo(LoadPattern.SINGLE_STREAM);
            assertThat(trial.attempt()).isEqualTo(1);
        });
    }
}
