package dev.squeezebench.analysis.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Scenarios under the same conditions: ratios are formed inside a group only.
 *
 * @param conditions what they share
 * @param rows the scenarios, in order of their first trial
 */
public record Group(Conditions conditions, List<Row> rows) {
    public Group {
        rows = Collections.unmodifiableList(new ArrayList<>(rows));
    }
}
