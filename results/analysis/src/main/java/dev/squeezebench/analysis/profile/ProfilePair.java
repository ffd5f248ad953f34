package dev.squeezebench.analysis.profile;

import dev.squeezebench.analysis.report.SpeedUp;
import dev.squeezebench.records.OperatorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Two profiled scenarios of which one is as many times as fast as the other, and why it is not as many times as fast as it
 * computes less.
 *
 * @param candidate the one on top
 * @param baseline what it is relative to
 * @param speedUp as it was measured, without a profiler
 */
public record ProfilePair(ProfiledScenario candidate, ProfiledScenario baseline, SpeedUp speedUp) {
    /** How many times as many operations the baseline computes; absent where one of the two is not counted. */
    public OptionalDouble flopRatio() {
        OptionalLong more = baseline.flop();
        OptionalLong less = candidate.flop();
        return more.isPresent() && less.isPresent()
                ? OptionalDouble.of((double) more.getAsLong() / less.getAsLong())
                : OptionalDouble.empty();
    }

    /** Name of one of the two beside the other: its workload, where that is what differs. */
    String nameOf(ProfiledScenario one) {
        boolean differ =
                !candidate.scenario().workload().equals(baseline.scenario().workload());
        return differ ? one.scenario().workload() : one.name();
    }

    /**
     * A line of the comparison.
     *
     * @param name of the kind, or of what is in no operator
     * @param baselineNs in the baseline
     * @param candidateNs in the candidate
     * @param excessNs what the candidate takes beyond the baseline's time over the ratio of operations: these add up to what the
     *     speed-up lacks; absent where that ratio is not known
     * @param withoutIt the speed-up if this took no time in either; absent for a line that is not a part
     */
    public record Line(
            String name, double baselineNs, double candidateNs, OptionalDouble excessNs, OptionalDouble withoutIt) {}

    /** A line for each kind that occurs in either, and one for what is in no operator. They add up to {@link #whole()}. */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (OperatorKind kind : OperatorKind.values()) {
            if (candidate.kind(kind).isPresent() || baseline.kind(kind).isPresent()) {
                lines.add(line(kind.words(), baseline.ns(kind), candidate.ns(kind), true));
            }
        }
        lines.add(line(ProfileReport.OUTSIDE, baseline.outsideNs(), candidate.outsideNs(), true));
        return lines;
    }

    /** What the lines add up to: both latencies, as they were measured. */
    public Line whole() {
        return line(ProfileReport.WHOLE, baseline.wholeNs(), candidate.wholeNs(), false);
    }

    private Line line(String name, double baselineNs, double candidateNs, boolean part) {
        OptionalDouble ratio = flopRatio();
        double left = baseline.wholeNs() - baselineNs;
        double right = candidate.wholeNs() - candidateNs;
        return new Line(
                name,
                baselineNs,
                candidateNs,
                ratio.isPresent()
                        ? OptionalDouble.of(candidateNs - baselineNs / ratio.getAsDouble())
                        : OptionalDouble.empty(),
                part && right > 0 && left > 0 ? OptionalDouble.of(left / right) : OptionalDouble.empty());
    }
}
