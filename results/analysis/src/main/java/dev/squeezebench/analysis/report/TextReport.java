package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.claims.ClaimVerdict;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.text.Escaping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The report for a terminal: aligned, at most {@value #WIDTH} columns. */
public final class TextReport {
    /** Columns that every line fits into. */
    public static final int WIDTH = 100;

    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    private TextReport() {}

    /** The report's lines, each ended by a line feed. */
    public static String render(Report report) {
        TextReport rendering = new TextReport();
        for (Section section : report.sections()) {
            rendering.section(section);
        }
        for (Warning warning : report.warnings()) {
            rendering.wrapped(warning.code() + ": " + warning.message() + "; " + warning.remedy(), "");
        }
        return rendering.text.toString();
    }

    private void section(Section section) {
        if (section.quick()) {
            wrapped(Marks.QUICK, "");
        }
        wrapped(section.caption(), "");
        if (!section.runs().isEmpty()) {
            wrapped(section.provenance(), "");
        }
        Footnotes footnotes = new Footnotes();
        for (Group group : section.groups()) {
            text.append('\n');
            wrapped(group.conditions().label(), "");
            group(group, footnotes);
        }
        text.append('\n');
        wrapped(Marks.LEGEND, "");
        for (int i = 0; i < footnotes.texts().size(); i++) {
            wrapped("[" + (i + 1) + "] " + footnotes.texts().get(i), "    ");
        }
        for (Overtaking overtaking : section.overtakings()) {
            text.append('\n');
            wrapped(overtaking.sentence(), "");
        }
        for (ClaimVerdict verdict : section.claims()) {
            text.append('\n');
            wrapped(verdict.sentence(), "");
        }
        text.append('\n');
    }

    private void group(Group group, Footnotes footnotes) {
        TextTable table = new TextTable(WIDTH, INDENT, Cells.HEADS);
        List<Row> unmeasured = new ArrayList<>();
        for (Row row : group.rows()) {
            Optional<LatencySummary> latency = row.summary().latency();
            if (latency.isPresent()) {
                List<String> cells = new ArrayList<>();
                for (String cell : Cells.of(row, latency.get(), footnotes.refer(row))) {
                    cells.add(Escaping.line(cell));
                }
                table.add(cells);
            } else {
                unmeasured.add(row);
            }
        }
        text.append(table.render());
        for (Row row : unmeasured) {
            for (Mishap mishap : row.summary().mishaps()) {
                wrapped(INDENT + row.name() + ' ' + mishap.outcome() + ": " + mishap.reason(), INDENT + INDENT);
            }
        }
    }

    /** Breaks a line at spaces so that it fits; words that are longer are cut. */
    private void wrapped(String line, String indent) {
        StringBuilder current = new StringBuilder();
        for (String word : Escaping.line(line).split("(?<! ) ", -1)) {
            String start = current.length() == 0 ? "" : " ";
            if (current.length() + start.length() + word.length() > WIDTH && current.length() > 0) {
                text.append(current).append('\n');
                current.setLength(0);
                current.append(indent);
                start = "";
            }
            current.append(start).append(word);
            while (current.length() > WIDTH) {
                text.append(current, 0, WIDTH).append('\n');
                current.delete(0, WIDTH).insert(0, indent);
            }
        }
        text.append(current).append('\n');
    }
}
