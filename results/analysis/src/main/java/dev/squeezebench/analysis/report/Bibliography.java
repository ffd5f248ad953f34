package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.claims.Claim;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.text.Escaping;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a paper with these results cites, in BibTeX: the program in its version, and the sources of the figures beside them. */
public final class Bibliography {
    private static final String KEY = "key";

    private final Report report;

    public Bibliography(Report report) {
        this.report = report;
    }

    /** Entries, each ended by a line feed. */
    public String bibtex() {
        Map<String, String> entries = new LinkedHashMap<>();
        List<RunRecord> runs = report.sections().stream()
                .flatMap(section -> section.runs().stream())
                .toList();
        entries.put("squeezebench", entry("squeezebench", program(runs)));
        report.sections().stream().flatMap(section -> section.claims().stream()).forEach(verdict -> {
            Claim claim = verdict.claim();
            String key = claim.citation().getOrDefault(KEY, claim.id());
            entries.putIfAbsent(key, entry(key, source(claim)));
        });
        return String.join("\n", entries.values());
    }

    private static Map<String, String> program(List<RunRecord> runs) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("author", "{The SqueezeBench authors}");
        fields.put(
                "title",
                "{SqueezeBench}, version "
                        + Escaping.latex(runs.stream()
                                .map(RunRecord::version)
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", "))));
        runs.stream()
                .map(run -> run.at().atZone(ZoneOffset.UTC).getYear())
                .max(Integer::compare)
                .ifPresent(year -> fields.put("year", String.valueOf(year)));
        fields.put(
                "note",
                Escaping.latex(
                        runs.stream().map(run -> "run " + run.run()).distinct().collect(Collectors.joining(", "))));
        return fields;
    }

    /** Where a claim's file does not say how to cite it, what it does say. */
    private static Map<String, String> source(Claim claim) {
        Map<String, String> fields = new LinkedHashMap<>();
        claim.citation().forEach((name, value) -> {
            if (!name.equals(KEY)) {
                fields.put(name, Escaping.latex(value));
            }
        });
        fields.putIfAbsent("title", Escaping.latex(claim.statement()));
        fields.putIfAbsent("note", Escaping.latex(claim.source()));
        fields.put("url", address(claim.url()));
        return fields;
    }

    /** Nothing in it ends the field. */
    private static String address(String url) {
        return Escaping.line(url)
                .replace("{", "%7B")
                .replace("}", "%7D")
                .replace(" ", "%20")
                .replace("\\", "%5C");
    }

    private static String entry(String key, Map<String, String> fields) {
        return fields.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> "  " + field.getKey() + " = {" + field.getValue() + "}")
                .collect(Collectors.joining(",\n", "@misc{" + key + ",\n", "\n}\n"));
    }
}
