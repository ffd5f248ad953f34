package dev.squeezebench.cli.report;

import dev.squeezebench.analysis.gate.GateReport;
import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.analysis.report.JsonReport;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.CsvRenderer;
import dev.squeezebench.analysis.table.JsonRenderer;
import dev.squeezebench.analysis.table.LatexRenderer;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.analysis.table.TextRenderer;
import dev.squeezebench.cli.options.Format;
import dev.squeezebench.records.text.Escaping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report in the format that was asked for. */
public final class Rendering {
    private Rendering() {}

    /**
     * A gate: in text a verdict is one line, however narrow the terminal is.
     *
     * @param chart that is drawn beside it; empty where none is
     * @param notes what a reader should know beside the verdicts
     * @param width columns of text
     */
    public static String of(GateReport gate, Optional<String> chart, List<String> notes, Format format, int width) {
        List<Block> blocks = gate.blocks(chart, notes);
        int verdicts = gate.lines().size();
        return switch (format) {
            case TEXT ->
                gate.lines().stream().map(Escaping::line).collect(Collectors.joining("\n", "", "\n\n"))
                        + TextRenderer.render(blocks.subList(verdicts, blocks.size()), width);
            case MARKDOWN -> MarkdownRenderer.render(blocks);
            case LATEX -> LatexRenderer.render(blocks);
            case CSV -> CsvRenderer.render(List.of(gate.verdicts()));
            case JSON ->
                JsonRenderer.render(Stream.concat(Stream.of(gate.verdicts(), gate.arms()), gate.witnesses().stream())
                        .toList());
        };
    }

    /** Sentences, in a format for people. */
    static String of(List<Block> sentences, Format format, int width) {
        return switch (format) {
            case MARKDOWN -> MarkdownRenderer.render(sentences);
            case LATEX -> LatexRenderer.render(sentences);
            case TEXT, CSV, JSON -> TextRenderer.render(sentences, width);
        };
    }

    /**
     * Whole lines, each ended as the format has it.
     *
     * @param width columns of text
     */
    public static String of(Report report, Format format, int width) {
        return of(report, List.of(), format, width);
    }

    /** The same, with what was profiled of it. */
    static String of(Report report, List<ProfileReport> profiles, Format format, int width) {
        List<Block> blocks =
                new ArrayList<>(report.sections().isEmpty() && !profiles.isEmpty() ? List.of() : report.blocks());
        profiles.forEach(profile -> blocks.addAll(profile.blocks()));
        return switch (format) {
            case TEXT -> TextRenderer.render(blocks, width);
            case MARKDOWN -> MarkdownRenderer.render(blocks);
            case LATEX -> LatexRenderer.render(blocks);
            case CSV ->
                CsvRenderer.render(Stream.concat(
                                Stream.of(report.table()), profiles.stream().map(ProfileReport::table))
                        .toList());
            case JSON ->
                JsonReport.render(report, json -> {
                    if (!profiles.isEmpty()) {
                        json.objects("profiles", profiles, (fields, profile) -> {
                            for (Table table : profile.tables()) {
                                JsonRenderer.rows(fields, table);
                            }
                        });
                    }
                });
        };
    }
}
