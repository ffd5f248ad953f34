package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.report.LatencySummary.TrialMedian;
import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One workload in one form on one target, over the values of an axis.
 *
 * @param axis what differs between the rows
 * @param rows at least two, measured, in ascending order of the axis
 */
public record Curve(SweepAxis axis, List<Row> rows) {
    public Curve {
        rows = Collections.unmodifiableList(new ArrayList<>(rows));
        if (rows.size() < 2) {
            throw new IllegalArgumentException("one value is no curve");
        }
    }

    /** The curves that the rows of one machine make; a row that differs from all others in more than the axis is in none. */
    static List<Curve> of(SweepAxis axis, List<Row> rows) {
        Map<List<Object>, List<Row>> forms = new LinkedHashMap<>();
        for (Row row : rows) {
            Scenario scenario = row.summary().scenario();
            if (row.summary().latency().isPresent() && axis.of(scenario).isPresent()) {
                List<Object> form = new ArrayList<>();
                Collections.addAll(form, axis.without(scenario), scenario.workload(), scenario.lowering());
                form.add(scenario.fusion());
                forms.computeIfAbsent(form, key -> new ArrayList<>()).add(row);
            }
        }
        List<Curve> curves = new ArrayList<>();
        for (List<Row> form : forms.values()) {
            if (form.size() > 1) {
                form.sort(Comparator.comparingInt(row -> size(axis, row)));
                curves.add(new Curve(axis, form));
            }
        }
        return curves;
    }

    private static int size(SweepAxis axis, Row row) {
        return axis.of(row.summary().scenario()).orElseThrow();
    }

    /** One of its scenarios: all are alike but for the axis. */
    public Scenario scenario() {
        return rows.get(0).summary().scenario();
    }

    /** Target, and the form of the graph where there is a choice, as in {@code onnxruntime-1.29.0:cpu split}. */
    public String name() {
        String target = Conditions.of(scenario()).target();
        String form = rows.get(0).name().substring(scenario().workload().length());
        return form.isEmpty() ? target : target + ' ' + form.substring(1);
    }

    /** Whether an accelerator that it ran on is emulated in software. */
    public boolean softwareAdapter() {
        return rows.stream().anyMatch(row -> row.summary().softwareAdapter());
    }

    /** Whether one of its numbers is not the accelerator's alone. */
    boolean partial() {
        return rows.stream().anyMatch(row -> row.summary().partial());
    }

    /** What stands behind its name: {@link ScenarioSummary#mark}. */
    public String mark() {
        return ScenarioSummary.mark(rows);
    }

    /** Values of the axis, ascending. */
    Set<Integer> sizes() {
        Set<Integer> sizes = new LinkedHashSet<>();
        for (Row row : rows) {
            sizes.add(size(axis, row));
        }
        return sizes;
    }

    /** Its trials at a size, those that count. */
    List<TrialMedian> trials(int size) {
        return rows.stream()
                .filter(row -> size(axis, row) == size)
                .flatMap(row -> row.summary().latency().stream())
                .flatMap(latency -> latency.trials().stream())
                .toList();
    }
}
