package dev.squeezebench.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.experiment.RunLength;
import dev.squeezebench.core.trial.StallTimeout;
import dev.squeezebench.core.trial.TrialSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LengthOptionsTest {
    private static Settings settings(String... arguments) {
        Settings settings = new Settings();
        new CommandLine(settings).parseArgs(arguments);
        return settings;
    }

    private static TrialSettings trial(String... arguments) {
        Settings settings = settings(arguments);
        return settings.length().trial(settings.selection());
    }

    @Test
    void withoutFlagsTheStandardHolds() {
        assertThat(settings().length().run()).isEqualTo(RunLength.STANDARD);
        assertThat(trial()).isEqualTo(TrialSettings.DEFAULT);
    }

    @Test
    void roundsBudgetAndIntervalReachTheExperiment() {
        RunLength length = settings("--rounds=9", "--time-budget=30s", "--interval=0.5%")
                .length()
                .run();

        assertThat(length.fixedRounds()).hasValue(9);
        assertThat(length.timeBudget()).isEqualTo(Duration.ofSeconds(30));
        assertThat(length.interval()).isEqualTo(0.005);
    }

    @Test
    void cpusAndPatienceReachTheTrials() {
        TrialSettings settings = trial("--cpus=0", "--stall-timeout=7s", "--require-full-placement");

        assertThat(settings.cpus()).containsExactly(0);
        assertThat(settings.fullPlacement()).isTrue();
        assertThat(settings.stallTimeout()).isEqualTo(new StallTimeout.Fixed(Duration.ofSeconds(7)));
    }

    @Test
    void quickIsShorterInEveryWay() {
        TrialSettings quick = trial("--quick");

        assertThat(quick.measure()).isLessThan(TrialSettings.DEFAULT.measure());
        assertThat(quick.warmUp().mostNs())
                .isLessThan(TrialSettings.DEFAULT.warmUp().mostNs());
        assertThat(settings("--quick").length().run().fixedRounds()).hasValue(2);
        assertThat(settings("--quick", "--rounds=3").length().run().fixedRounds())
                .hasValue(3);
    }
}
