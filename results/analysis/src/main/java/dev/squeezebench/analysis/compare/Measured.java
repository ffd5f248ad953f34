package dev.squeezebench.analysis.compare;

import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.report.Row;
import dev.squeezebench.analysis.report.Section;
import dev.squeezebench.analysis.statistics.SetAside;
import dev.squeezebench.analysis.statistics.YuenMean;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scenario of one saved result that has a latency.
 *
 * @param section where and when it was measured
 * @param row its numbers
 * @param latency of its trials that count
 */
record Measured(Section section, Row row, LatencySummary latency) {
    /** Correlation of a round with the next one from which on rounds are no independent witnesses. */
    private static final double DEPENDENT = 0.3;

    private static final int FEWEST_TO_JUDGE_DEPENDENCE = 6;

    /**
     * Log latency of the typical round.
     *
     * @param mean its estimate
     * @param error the standard error, wider where rounds hang together
     * @param degrees of freedom of the error
     */
    record Typical(double mean, double error, int degrees) {}

    /** All of a report. */
    static List<Measured> of(Report report) {
        List<Measured> all = new ArrayList<>();
        for (Section section : report.sections()) {
            for (Row row : section.rows()) {
                row.summary().latency().ifPresent(latency -> all.add(new Measured(section, row, latency)));
            }
        }
        return all;
    }

    Scenario scenario() {
        return row.summary().scenario();
    }

    Optional<Environment> environment() {
        return section.environment();
    }

    /** Where it was measured; older files say it once for all. */
    Optional<Device> device() {
        return trial().device().or(() -> environment().map(Environment::device));
    }

    boolean onPhone() {
        return device().filter(device -> device.kind() == Device.Kind.PHONE).isPresent();
    }

    /** A device for people: a phone's model says more than its id. */
    static String named(Device device) {
        return device.kind() == Device.Kind.PHONE
                ? device.model().orElse("phone") + " (" + device.id() + ')'
                : device.id();
    }

    /** The newest of its trials: what all of them share. */
    Trial trial() {
        return latency.trials().get(latency.trials().size() - 1).trial();
    }

    int rounds() {
        return latency.trials().size();
    }

    boolean unsteady() {
        return row.warnings().stream().anyMatch(warning -> warning.code().equals(WarningCode.UNSTEADY.word()));
    }

    /** Over the rounds; empty for one alone, which has no scatter. */
    Optional<Typical> typical() {
        double[] logs = latency.trials().stream()
                .mapToDouble(trial -> Math.log(trial.medianNs()))
                .toArray();
        if (logs.length < 2) {
            return Optional.empty();
        }
        double widening = widening(logs);
        if (latency.trials().stream()
                .noneMatch(trial -> trial.trial().samples().turns().isEmpty())) {
            SetAside inTurns = SetAside.of(logs);
            return Optional.of(new Typical(inTurns.mean(), widening * inTurns.standardError(), inTurns.kept() - 1));
        }
        YuenMean sequential = YuenMean.of(logs);
        return Optional.of(
                new Typical(sequential.mean(), widening * sequential.standardError(), sequential.kept() - 1));
    }

    /** Rounds that hang together (lag-1 correlation r) say less: sqrt((1 + r) / (1 - r)). */
    private static double widening(double[] logs) {
        double mean = SetAside.of(logs).mean();
        double squares = 0;
        double products = 0;
        for (int i = 0; i < logs.length; i++) {
            squares += (logs[i] - mean) * (logs[i] - mean);
            products += i == 0 ? 0 : (logs[i] - mean) * (logs[i - 1] - mean);
        }
        double correlation = squares == 0 ? 0 : Math.min(products / squares, 0.9);
        return logs.length >= FEWEST_TO_JUDGE_DEPENDENCE && correlation > DEPENDENT
                ? Math.sqrt((1 + correlation) / (1 - correlation))
                : 1;
    }
}
