package dev.squeezebench.analysis.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names the rows of a section by what tells them apart; what all have in common is not said. */
final class RowNames {
    private static final int MOST_NAMED = 4;

    private final Map<Row, String> names = new LinkedHashMap<>();
    private final Map<Row, String> places = new LinkedHashMap<>();

    RowNames(List<Group> groups) {
        Set<String> targets = new LinkedHashSet<>();
        Set<String> common = null;
        for (Group group : groups) {
            targets.add(group.target());
            List<String> words = group.conditions().words();
            if (common == null) {
                common = new LinkedHashSet<>(words);
            } else {
                common.retainAll(words);
            }
        }
        for (Group group : groups) {
            for (Row row : group.rows()) {
                List<String> own = new ArrayList<>(group.conditions().words());
                own.removeAll(common == null ? Set.of() : common);
                String differing = own.stream().map(word -> ", " + word).collect(Collectors.joining());
                names.put(row, row.name() + (targets.size() > 1 ? " on " + group.target() : "") + differing);
                places.put(row, group.target() + differing);
            }
        }
    }

    /** A row's name, as in {@code squeezebert-uncased/conv on onnxruntime-1.29.0:cpu, batch 4}. */
    String of(Row row) {
        return names.getOrDefault(row, row.name());
    }

    /** Where a row was measured, as in {@code onnxruntime-1.29.0:cpu, batch 4}. */
    String placeOf(Row row) {
        return places.getOrDefault(row, "");
    }

    /** Each with its name; of many the first and how many more. */
    static String listed(List<String> names) {
        String named = names.stream().limit(MOST_NAMED).collect(Collectors.joining("; "));
        return names.size() <= MOST_NAMED ? named : named + " and " + (names.size() - MOST_NAMED) + " more";
    }
}
