package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.table.CsvRenderer;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.analysis.table.TextRenderer;
import java.util.List;

/** A report in each format. */
final class Rendered {
    private Rendered() {}

    static String text(Report report) {
        return TextRenderer.render(report.blocks(), TextRenderer.USUAL_WIDTH);
    }

    static String markdown(Report report) {
        return MarkdownRenderer.render(report.blocks());
    }

    static String csv(Report report) {
        return CsvRenderer.render(List.of(report.table()));
    }
}
