package dev.squeezebench.analysis.report;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Scenarios under the same conditions: ratios are formed inside a group only.
 *
 * @param conditions what they share
 * @param rows the scenarios, what the others are relative to first
 */
public record Group(Conditions conditions, List<Row> rows) {
    public Group {
        rows = List.copyOf(rows);
    }

    /** One line: the conditions, the device that computed, and the fusion where all rows share one. */
    String label() {
        StringBuilder label = new StringBuilder(target());
        conditions.words().forEach(word -> label.append(", ").append(word));
        return label + (commonFusion().isEmpty() ? "" : ", " + commonFusion());
    }

    /** Target with the names of the devices behind it. */
    String target() {
        Set<String> adapters = new TreeSet<>();
        rows.forEach(row -> adapters.addAll(row.summary().adapters()));
        return conditions.target()
                + (adapters.isEmpty() ? "" : " on " + String.join(" and ", adapters))
                + ScenarioSummary.mark(rows);
    }

    /** Name of a row within the group: without the fusion where the group's label has it. */
    String name(Row row) {
        return commonFusion().isEmpty() ? row.name() : row.nameWithoutFusion();
    }

    private String commonFusion() {
        Set<String> fusions = new TreeSet<>();
        rows.forEach(row -> fusions.add(row.fusion()));
        return fusions.size() == 1 ? fusions.iterator().next() : "";
    }
}
