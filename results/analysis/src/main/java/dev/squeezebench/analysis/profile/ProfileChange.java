package dev.squeezebench.analysis.profile;

import dev.squeezebench.analysis.report.RelativeTo;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.MeanDifference;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Two sides of one scenario, such as two versions of a runtime, and what changed between them.
 *
 * @param candidate the one that may have become slower
 * @param baseline what it is compared with
 * @param ratio the candidate's latency over the baseline's, measured in turns without a profiler; absent where that was not
 */
public record ProfileChange(ProfiledScenario candidate, ProfiledScenario baseline, Optional<GeometricMean> ratio) {
    /**
     * A part of the latency in both.
     *
     * @param name of the layer kind, or of what is in no operator
     * @param baselineNs in the baseline
     * @param candidateNs in the candidate
     * @param difference of the processes' means; absent for what is no sum of operators
     */
    public record Line(String name, double baselineNs, double candidateNs, Optional<MeanDifference> difference) {
        /** What the candidate takes beyond the baseline. */
        public double differenceNs() {
            return candidateNs - baselineNs;
        }
    }

    /** A line for each kind that occurs on either side, and one for what is in no operator. They add up to {@link #whole()}. */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (OperatorKind kind : OperatorKind.values()) {
            if (candidate.kind(kind).isPresent() || baseline.kind(kind).isPresent()) {
                lines.add(new Line(
                        kind.words(),
                        baseline.ns(kind),
                        candidate.ns(kind),
                        Optional.of(MeanDifference.of(
                                candidate.ofProcesses(operator -> operator.kind() == kind),
                                baseline.ofProcesses(operator -> operator.kind() == kind)))));
            }
        }
        lines.add(new Line(ProfileReport.OUTSIDE, baseline.outsideNs(), candidate.outsideNs(), Optional.empty()));
        return lines;
    }

    /** What the lines add up to: both latencies, as they were measured. */
    public Line whole() {
        return new Line(ProfileReport.WHOLE, baseline.wholeNs(), candidate.wholeNs(), Optional.empty());
    }

    /** The kind whose time differs most, whichever way; absent where there is no operator of any. */
    public Optional<Line> most() {
        return lines().stream()
                .filter(line -> line.difference().isPresent())
                .max(Comparator.comparingDouble(line -> Math.abs(line.differenceNs())));
    }

    /**
     * Operators that do the same work: one type of one layer kind on tensors of the same shapes.
     *
     * @param kind of their layers
     * @param type of the operator
     * @param inputs as the runtime reports them
     * @param outputs of each
     */
    public record Work(OperatorKind kind, String type, List<TensorShape> inputs, List<TensorShape> outputs) {
        public Work {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * One kind of work on both sides.
     *
     * @param work what it is
     * @param operators how many of them the candidate has
     * @param sum time of all of them, the names of both sides as in {@link Line}
     */
    public record Changed(Work work, int operators, Line sum) {
        /** Time of one of them in the baseline, in nanoseconds. */
        public double baselineNs() {
            return sum.baselineNs() / operators;
        }

        /** The same in the candidate. */
        public double candidateNs() {
            return sum.candidateNs() / operators;
        }
    }

    /** The work that takes most longer in the candidate, of what both sides have equally often; absent where nothing does. */
    public Optional<Changed> slowest() {
        Map<Work, Long> ofCandidate = works(candidate);
        Map<Work, Long> ofBaseline = works(baseline);
        return ofCandidate.entrySet().stream()
                .filter(each -> each.getValue().equals(ofBaseline.get(each.getKey())))
                .map(each -> changed(each.getKey(), Math.toIntExact(each.getValue())))
                .filter(changed -> changed.sum().differenceNs() > 0)
                .max(Comparator.comparingDouble(changed -> changed.sum().differenceNs()));
    }

    /** What an operator does. */
    public static Work work(ProfiledOperator operator) {
        return new Work(operator.kind(), operator.type(), operator.inputs(), operator.outputs());
    }

    private static Map<Work, Long> works(ProfiledScenario side) {
        return side.profile().operators().stream()
                .collect(Collectors.groupingBy(ProfileChange::work, LinkedHashMap::new, Collectors.counting()));
    }

    private Changed changed(Work work, int operators) {
        double[] first = candidate.ofProcesses(operator -> work(operator).equals(work));
        double[] second = baseline.ofProcesses(operator -> work(operator).equals(work));
        MeanDifference difference = MeanDifference.of(first, second);
        double before = Arrays.stream(second).average().orElseThrow();
        return new Changed(
                work, operators, new Line(work.type(), before, before + difference.value(), Optional.of(difference)));
    }

    /** What tells a side from the other: its version, or another condition; the arm's name where no condition differs. */
    public String label(ProfiledScenario side) {
        Map<String, String> own = RelativeTo.parts(side.scenario());
        Map<String, String> others = RelativeTo.parts((side.equals(candidate) ? baseline : candidate).scenario());
        Set<String> differing = new LinkedHashSet<>(own.keySet());
        differing.addAll(others.keySet());
        differing.removeIf(name -> Objects.equals(own.get(name), others.get(name)));
        Scenario scenario = side.scenario();
        if (differing.isEmpty()) {
            return side.arm();
        }
        if (differing.remove("runtime_version")) {
            differing.remove("runner");
            String version = scenario.runner() + ' ' + scenario.runtimeVersion();
            return differing.isEmpty() ? version : version + ", " + words(differing, own);
        }
        return words(differing, own);
    }

    private static String words(Set<String> names, Map<String, String> values) {
        return names.stream()
                .map(name -> name + '=' + values.getOrDefault(name, "default"))
                .collect(Collectors.joining(", "));
    }

    /** What changed, in a sentence that names the layer kind that changed most and how sure that is. */
    public String sentence() {
        Line whole = whole();
        String first = label(candidate) + " takes " + ProfileTables.ms(whole.candidateNs()) + ", " + label(baseline)
                + ' '
                + ProfileTables.ms(whole.baselineNs())
                + ratio.map(times -> " (ratio " + Quantities.ratio(times) + ')').orElse("");
        return first + mostChanged().map(words -> ": " + words).orElse("") + '.';
    }

    /**
     * Which layer kind changed most and how sure that is, such as {@code normalisation takes 4.100 ms more (95% interval 3.900 ms
     * to 4.300 ms, 6 processes a side)}; absent where there is no operator of any.
     */
    public Optional<String> mostChanged() {
        return most().map(line -> line.name() + " takes " + ProfileTables.ms(Math.abs(line.differenceNs()))
                + (line.differenceNs() < 0 ? " less" : " more") + " ("
                + spread(line.difference().orElseThrow()) + ')'
                + (line.difference().orElseThrow().isClear()
                        ? ""
                        : ", the largest change of a layer kind, and processes of one side scatter by as much:"
                                + " none is shown to have changed"));
    }

    /** Such as {@code 95% interval 3.9 to 4.3 ms}. */
    static String spread(MeanDifference difference) {
        Spread spread = difference.spread();
        return (spread instanceof Spread.Interval ? "95% interval " : "range ") + ProfileTables.ms(spread.lower())
                + " to " + ProfileTables.ms(spread.upper()) + ", " + difference.fewest()
                + (difference.fewest() == 1 ? " process" : " processes") + " a side";
    }
}
