package dev.squeezebench.cli.run;

import dev.squeezebench.cli.options.LengthOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.core.experiment.RunLength;
import dev.squeezebench.core.trial.TrialSettings;
import dev.squeezebench.measure.loop.WarmUpLimits;
import java.time.Duration;

/** What the flags about length mean for trials and rounds. */
final class Lengths {
    private static final Duration QUICK_MEASURE = Duration.ofMillis(200);
    private static final WarmUpLimits QUICK_WARM_UP = new WarmUpLimits(
            Duration.ofMillis(100).toNanos(), 1, Duration.ofMillis(300).toNanos(), WarmUpLimits.DEFAULT.mostSamples());
    private static final int QUICK_SAMPLES = 3;

    private final Settings settings;

    Lengths(Settings settings) {
        this.settings = settings;
    }

    /** Of one trial. */
    TrialSettings trial() {
        LengthOptions length = settings.length();
        TrialSettings usual = TrialSettings.DEFAULT;
        return new TrialSettings(
                length.quick() ? QUICK_WARM_UP : usual.warmUp(),
                length.quick() ? QUICK_MEASURE : usual.measure(),
                length.quick() ? QUICK_SAMPLES : usual.blocks(),
                settings.selection().cpus(),
                settings.selection().fullPlacement(),
                length.stallTimeout());
    }

    /** Of the whole run. */
    RunLength run() {
        LengthOptions length = settings.length();
        RunLength usual = length.quick() ? RunLength.QUICK : RunLength.STANDARD;
        RunLength limited = usual.withTimeBudget(length.timeBudget()).withInterval(length.interval());
        return length.rounds().isPresent() ? limited.withRounds(length.rounds().getAsInt()) : limited;
    }
}
