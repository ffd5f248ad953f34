package dev.squeezebench.cli.report;

import dev.squeezebench.charts.ChartBook;
import dev.squeezebench.charts.ChartOptions;
import dev.squeezebench.charts.DrawnCharts;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.Suggestions;
import dev.squeezebench.cli.exit.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which charts of saved results are drawn, and how. */
final class ChartFlags {
    /** Where a chart will be shown; lower case on the command line. */
    enum Style {
        WEB,
        PAPER
    }

    @Option(names = "--charts", paramLabel = "DIR", description = "Draw the charts into this folder as well.")
    private @Nullable Path charts;

    @Option(
            names = "--chart",
            paramLabel = "NAME",
            description =
                    "Draw this chart alone: latency, speedup, memory, start, runs, batch, sequence-length, threads,"
                            + " timeline, sustained, gate, layer-kinds or roofline.")
    private @Nullable String chart;

    @Option(
            names = "--chart-style",
            paramLabel = "STYLE",
            description =
                    "web: light and dark, PNG and SVG (default); paper: for one of two columns, 3.3 inches wide, letters"
                            + " of 8 points as outlines, PDF and SVG, legible in grey.")
    private @Nullable Style style;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "Title of the chart that --chart names. Without it a chart for a paper has none.")
    private @Nullable String title;

    @Option(
            names = "--chart-prefix",
            paramLabel = "TEXT",
            description = "Begin the charts' file names with this, so that one folder can have those of several runs.")
    private @Nullable String prefix;

    /**
     * Draws what was asked for.
     *
     * @throws UserException when flags do not fit, or the one chart that is asked for cannot be drawn
     */
    void draw(SavedReport saved, Console console) throws IOException {
        if (charts == null) {
            return;
        }
        DrawnCharts drawn = ChartBook.draw(saved.report(), saved.inputs(), charts, options());
        if (chart != null && drawn.files().isEmpty()) {
            throw UserException.usage("no chart '" + chart + "': "
                    + Objects.requireNonNull(drawn.notDrawn().get(chart)));
        }
        drawn.notDrawn().forEach((name, reason) -> console.message("no chart '" + name + "': " + reason));
        console.message(drawn.files().size() + " files drawn in " + charts);
    }

    /**
     * Refuses flags that would have no effect.
     *
     * @throws UserException in one line
     */
    void check() {
        Map<String, @Nullable Object> flags = new LinkedHashMap<>();
        flags.put("--chart", chart);
        flags.put("--chart-style", style);
        flags.put("--title", title);
        flags.put("--chart-prefix", prefix);
        if (charts == null) {
            flags.forEach((name, value) -> {
                if (value != null) {
                    throw UserException.usage(name + " draws nothing by itself: add --charts DIR");
                }
            });
            return;
        }
        Drawing.here().insist("--charts");
        if (chart != null && !ChartBook.names().contains(chart)) {
            throw Suggestions.unknown("chart", chart, ChartBook.names());
        }
        if (title != null && chart == null) {
            throw UserException.usage("--title is that of one chart: name it by --chart NAME");
        }
        if (prefix != null && !ChartOptions.isPrefix(prefix)) {
            throw UserException.usage(
                    "--chart-prefix: letters, digits, points, hyphens and underscores only, at most 100");
        }
    }

    private ChartOptions options() {
        ChartOptions options = style == Style.PAPER ? ChartOptions.paper() : ChartOptions.web();
        options = options.withPrefix(Optional.ofNullable(prefix).orElse(""));
        options = chart == null ? options : options.only(chart);
        return title == null ? options : options.titled(title);
    }
}
