package dev.squeezebench.cli.profile;

import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.analysis.table.CsvRenderer;
import dev.squeezebench.analysis.table.JsonRenderer;
import dev.squeezebench.analysis.table.LatexRenderer;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.analysis.table.TextRenderer;
import dev.squeezebench.cli.console.Console;
import java.util.List;

/** Prints profiles in the format that was asked for. */
record ProfileRendering(Console console) {
    void print(ProfileReport report) {
        console.print(
                switch (console.format()) {
                    case TEXT -> TextRenderer.render(report.blocks(), console.width());
                    case MARKDOWN -> MarkdownRenderer.render(report.blocks());
                    case LATEX -> LatexRenderer.render(report.blocks());
                    case CSV -> CsvRenderer.render(List.of(report.table()));
                    case JSON -> JsonRenderer.render(report.tables());
                });
    }
}
