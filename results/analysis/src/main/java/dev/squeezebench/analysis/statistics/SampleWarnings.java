package dev.squeezebench.analysis.statistics;

import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Trend;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Warnings that the samples of one trial give by themselves: they drift, or they fall into two groups. */
public final class SampleWarnings {
    private static final int FEWEST_FOR_TREND = 10;
    private static final int MOST_BLOCKS = 40;
    private static final double SIGNIFICANCE = 0.01;
    private static final double CHANGE_THAT_MATTERS = 0.02;

    private SampleWarnings() {}

    /** Warnings about measured samples in order of time. */
    public static List<Warning> of(LongSeries measureNs) {
        double[] samples = measureNs.toDoubles();
        List<Warning> warnings = new ArrayList<>();
        Trend trend = Trend.of(MOST_BLOCKS, samples);
        if (samples.length >= FEWEST_FOR_TREND && drifts(trend)) {
            boolean slower = trend.relativeChange() > 0;
            warnings.add(WarningCode.DRIFT.warning(
                    String.format(
                            Locale.ROOT,
                            "invocations became %.1f%% %s within a trial",
                            Math.abs(trend.relativeChange()) * 100,
                            slower ? "slower" : "faster"),
                    slower
                            ? "let the machine cool down, or lock its clocks (see doctor)"
                            : "let other work on this machine end, or lock its clocks (see doctor)"));
        }
        Modes modes = Modes.of(samples);
        if (modes.bimodal()) {
            warnings.add(WarningCode.BIMODAL.warning(
                    String.format(
                            Locale.ROOT,
                            "invocations fall into two groups, %.1f%% apart, %.0f%% of them in the slower one",
                            (modes.upper() / modes.lower() - 1) * 100,
                            modes.upperShare() * 100),
                    "look for other load, changing clocks or thread migration; pin with --cpus"));
        }
        return warnings;
    }

    /** Whether there is a trend up or down, and one large enough to matter. */
    private static boolean drifts(Trend trend) {
        return Math.min(trend.fallProbability(), trend.riseProbability()) < SIGNIFICANCE / 2
                && Math.abs(trend.relativeChange()) > CHANGE_THAT_MATTERS;
    }
}
