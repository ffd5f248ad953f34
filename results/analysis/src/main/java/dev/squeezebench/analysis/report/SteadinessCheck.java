package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a trial's samples say once the scenario's typical latency is known: the median of its trials' medians. */
public final class SteadinessCheck {
    private static final double SLOW = 1.15;
    private static final double SLOW_SHARE = 0.15;
    private static final int FEWEST_SLOW = 2;
    private static final double SLOW_PROCESS = 1.1;
    private static final int FEWEST_TRIALS = 3;

    private final double typicalNs;
    private final int trials;

    /** @param mediansNs median of each trial's measured samples */
    SteadinessCheck(double[] mediansNs) {
        typicalNs = Quantiles.median(mediansNs);
        trials = mediansNs.length;
    }

    /** Whether any of one scenario's trials is unsteady: the machine's speed changed in bursts. */
    public static boolean isUnsteady(List<Trial> trials) {
        SteadinessCheck check = new SteadinessCheck(
                trials.stream().mapToDouble(LatencySummary::medianNs).toArray());
        return trials.stream().flatMap(trial -> check.of(trial).stream()).anyMatch(WarningCode.UNSTEADY::is);
    }

    /** Warnings about one of the trials. */
    List<Warning> of(Trial trial) {
        double[] samples = trial.samples().measureNs().toDoubles();
        List<Warning> warnings = new ArrayList<>();
        long slow = Arrays.stream(samples).filter(ns -> ns > SLOW * typicalNs).count();
        double share = (double) slow / samples.length;
        if (slow >= FEWEST_SLOW && share >= SLOW_SHARE) {
            warnings.add(WarningCode.UNSTEADY.warning(
                    String.format(
                            Locale.ROOT,
                            "%.0f%% of a trial's invocations took more than 1.15 times what is typical of the scenario",
                            share * 100),
                    "let other work on this machine or its host end; measure more rounds"));
        }
        double fastest = Quantiles.quantile(0.25, samples) / typicalNs;
        if (trials >= FEWEST_TRIALS && fastest > SLOW_PROCESS) {
            warnings.add(
                    WarningCode.SLOW_PROCESS.warning(
                            String.format(
                                    Locale.ROOT,
                                    "even the fastest quarter of a trial's invocations took %.2f times what is typical of the"
                                            + " scenario",
                                    fastest),
                            "measure more rounds: the process had bad luck with its memory, or the machine was busy all along"));
        }
        return warnings;
    }
}
