package dev.squeezebench.analysis.statistics;

import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the samples of one trial say against themselves. */
public final class SampleWarnings {
    private SampleWarnings() {}

    /** Warnings about measured samples in order of time. */
    public static List<Warning> of(LongSeries measureNs) {
        double[] samples = measureNs.toDoubles();
        List<Warning> warnings = new ArrayList<>();
        Trend trend = Trend.of(samples);
        if (trend.drifts()) {
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
}
