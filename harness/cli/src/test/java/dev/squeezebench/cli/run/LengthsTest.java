package dev.squeezebench.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.core.experiment.RunLength;
import dev.squeezebench.core.trial.StallTimeout;
import dev.squeezebench.core.trial.TrialSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LengthsTest {
    private static Lengths lengths(String... arguments) {
        Settings settings = new Settings();
        new CommandLine(settings).parseArgs(arguments);
        return new Lengths(settings);
    }

    @Test
    void withoutFlagsTheStandardHolds() {
        assertThat(lengths().run()).isEqualTo(RunLength.STANDARD);
        assertThat(lengths().trial()).isEqualTo(TrialSettings.DEFAULT);
    }

    @Test
    void roundsBudgetAndIntervalReachTheExperiment() {
        RunLength length =
                lengths("--rounds=9", "--time-budget=30s", "--interval=0.5%").run();

        assertThat(length.fixedRounds()).hasValue(9);
        assertThat(length.timeBudget()).isEqualTo(Duration.ofSeconds(30));
        assertThat(length.interval()).isEqualTo(0.005);
    }

    @Test
    void cpusAndPatienceReachTheTrials() {
        TrialSettings settings = lengths("--cpus=0", "--stall-timeout=7s", "--require-full-placement")
                .trial();

        assertThat(settings.cpus()).containsExactly(0);
        assertThat(settings.fullPlacement()).isTrue();
        assertThat(settings.stallTimeout()).isEqualTo(new StallTimeout.Fixed(Duration.ofSeconds(7)));
    }

    @Test
    void quickIsShorterInEveryWay() {
        TrialSettings quick = lengths("--quick").trial();

        assertThat(quick.measure()).isLessThan(TrialSettings.DEFAULT.measure());
        assertThat(quick.warmUp().mostNs())
                .isLessThan(TrialSettings.DEFAULT.warmUp().mostNs());
        assertThat(lengths("--quick").run().fixedRounds()).hasValue(2);
        assertThat(lengths("--quick", "--rounds=3").run().fixedRounds()).hasValue(3);
    }
}
