package dev.squeezebench.cli.report;

import dev.squeezebench.analysis.report.JsonReport;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.table.CsvRenderer;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.analysis.table.TextRenderer;
import dev.squeezebench.cli.options.Format;
import java.util.List;

/** A report in the format that was asked for. */
public final class Rendering {
    private Rendering() {}

    /**
     * Whole lines, each ended as the format has it.
     *
     * @param width columns of text
     */
    public static String of(Report report, Format format, int width) {
        return switch (format) {
            case TEXT -> TextRenderer.render(report.blocks(), width);
            case MARKDOWN -> MarkdownRenderer.render(report.blocks());
            case CSV -> CsvRenderer.render(List.of(report.table()));
            case JSON -> JsonReport.render(report);
        };
    }
}
