package dev.squeezebench.cli.report;

import dev.squeezebench.analysis.report.CsvReport;
import dev.squeezebench.analysis.report.JsonReport;
import dev.squeezebench.analysis.report.MarkdownReport;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.report.TextReport;
import dev.squeezebench.cli.options.Format;

/** A report in the format that was asked for. */
public final class Rendering {
    private Rendering() {}

    /** Whole lines, each ended as the format has it. */
    public static String of(Report report, Format format) {
        return switch (format) {
            case TEXT -> TextReport.render(report);
            case MARKDOWN -> MarkdownReport.render(report);
            case CSV -> CsvReport.render(report);
            case JSON -> JsonReport.render(report);
        };
    }
}
