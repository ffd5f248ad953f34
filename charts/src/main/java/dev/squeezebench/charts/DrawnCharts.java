package dev.squeezebench.charts;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was drawn.
 *
 * @param files written, in order
 * @param notDrawn charts that could not be drawn, and why: one sentence each
 */
public record DrawnCharts(List<Path> files, Map<String, String> notDrawn) {
    public DrawnCharts {
        files = List.copyOf(files);
        notDrawn = Collections.unmodifiableMap(new LinkedHashMap<>(notDrawn));
    }
}
