package dev.squeezebench.analysis.export;

import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.analysis.table.CsvRenderer;
import dev.squeezebench.records.text.Words;
import java.util.Arrays;
import java.util.List;

/** A format of another tool for profiles. */
public enum ProfileFormat {
    /** The trace-event format of Chromium, as Perfetto opens it. */
    CHROME_TRACE,
    /** A line a stack with its nanoseconds, for flamegraph.pl and what reads its input. */
    COLLAPSED,
    /** Comma-separated values, a line an operator. */
    OPERATORS;

    /** Name on the command line, such as {@code chrome-trace}. */
    public String word() {
        return Words.withDashes(this);
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ProfileFormat::word).toList();
    }

    /** A whole file. */
    public String render(ProfileReport report) {
        return switch (this) {
            case CHROME_TRACE -> ChromeTrace.render(report.scenarios());
            case COLLAPSED -> CollapsedStacks.render(report.scenarios());
            case OPERATORS -> CsvRenderer.render(List.of(report.operators()));
        };
    }
}
