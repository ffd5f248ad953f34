package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.claims.ClaimVerdict;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.text.Escaping;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The report as Markdown tables, for {@code report.md} and pull requests. */
public final class MarkdownReport {
    private final StringBuilder text = new StringBuilder();

    private MarkdownReport() {}

    /** The report's lines, each ended by a line feed. */
    public static String render(Report report) {
        MarkdownReport rendering = new MarkdownReport();
        for (Section section : report.sections()) {
            rendering.section(section);
        }
        for (Warning warning : report.warnings()) {
            rendering.item(warning.code() + ": " + warning.message() + "; " + warning.remedy());
        }
        return rendering.text.toString();
    }

    private void section(Section section) {
        text.append("## ").append(Escaping.markdown(section.caption())).append("\n\n");
        text.append(Escaping.markdown(section.provenance())).append("\n\n");
        if (section.quick()) {
            text.append("**").append(Marks.QUICK).append("**\n\n");
        }
        Footnotes footnotes = new Footnotes();
        for (Group group : section.groups()) {
            text.append("### ")
                    .append(Escaping.markdown(group.conditions().label()))
                    .append("\n\n");
            group(group, footnotes);
            text.append('\n');
        }
        text.append(Escaping.markdown(Marks.LEGEND)).append("\n\n");
        for (int i = 0; i < footnotes.texts().size(); i++) {
            text.append(i + 1)
                    .append(". ")
                    .append(Escaping.markdown(footnotes.texts().get(i)))
                    .append('\n');
        }
        if (!footnotes.texts().isEmpty()) {
            text.append('\n');
        }
        for (Overtaking overtaking : section.overtakings()) {
            text.append(Escaping.markdown(overtaking.sentence())).append("\n\n");
        }
        for (ClaimVerdict verdict : section.claims()) {
            text.append(Escaping.markdown(verdict.sentence())).append("\n\n");
        }
    }

    private void group(Group group, Footnotes footnotes) {
        cells(Cells.HEADS);
        text.append("|---|").append(String.join("", Collections.nCopies(Cells.HEADS.size() - 1, "---:|")));
        text.append('\n');
        for (Row row : group.rows()) {
            Optional<LatencySummary> latency = row.summary().latency();
            if (latency.isPresent()) {
                cells(Cells.of(row, latency.get(), footnotes.refer(row)));
            }
        }
        for (Row row : group.rows()) {
            if (!row.summary().latency().isPresent()) {
                text.append('\n');
                for (Mishap mishap : row.summary().mishaps()) {
                    item(row.name() + ' ' + mishap.outcome() + ": " + mishap.reason());
                }
            }
        }
    }

    private void cells(List<String> cells) {
        text.append('|');
        for (String cell : cells) {
            text.append(' ').append(Escaping.markdown(cell)).append(" |");
        }
        text.append('\n');
    }

    private void item(String line) {
        text.append("- ").append(Escaping.markdown(line)).append('\n');
    }
}
