package dev.squeezebench.charts;

import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.report.SweepAxis;
import dev.squeezebench.charts.figure.DrawnValue;
import dev.squeezebench.charts.figure.Figure;
import dev.squeezebench.charts.figure.GateFigure;
import dev.squeezebench.charts.figure.LayerKindsFigure;
import dev.squeezebench.charts.figure.Measurements;
import dev.squeezebench.charts.figure.RooflineFigure;
import dev.squeezebench.charts.figure.RowFigure;
import dev.squeezebench.charts.figure.SustainedFigure;
import dev.squeezebench.charts.figure.SweepFigure;
import dev.squeezebench.charts.figure.TimelineFigure;
import dev.squeezebench.charts.paint.Format;
import dev.squeezebench.charts.paint.Sheet;
import dev.squeezebench.charts.paint.SheetWriter;
import dev.squeezebench.charts.paint.Theme;
import dev.squeezebench.charts.paint.Typeface;
import dev.squeezebench.records.file.DerivedFile;
import dev.squeezebench.records.text.Escaping;
import dev.squeezebench.records.text.UserError.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws every chart of a report into a folder. */
public final class ChartBook {
    private static final List<Figure> FIGURES = Stream.of(
                    RowFigure.all().stream(),
                    Arrays.stream(SweepAxis.values()).map(SweepFigure::new),
                    Stream.of(
                            new TimelineFigure(),
                            new SustainedFigure(),
                            new GateFigure(),
                            new LayerKindsFigure(),
                            new RooflineFigure()))
            .flatMap(each -> each)
            .map(Figure.class::cast)
            .toList();

    /** Values in the text of a chart: more are in the tables, which say them better. */
    private static final int MOST_SPOKEN = 8;

    private ChartBook() {}

    /** Names of the charts that there are. */
    public static List<String> names() {
        return FIGURES.stream().map(Figure::name).toList();
    }

    /**
     * Draws {@code <chart>.png}, {@code <chart>-dark.png}, {@code <chart>.svg}, {@code <chart>-dark.svg},
     * {@code <chart>-paper.pdf} and the like, as asked for, and {@code <chart>.provenance.json}, each name with the prefix
     * asked for.
     *
     * @param report what to draw, of the inputs' records
     * @param inputs the result files that it was made from
     * @param folder where to; made when it is missing
     * @param options what to draw
     * @return the files, and for each chart that is missing the reason why
     * @throws ChartException when a file cannot be written
     */
    public static DrawnCharts draw(Report report, List<ChartInput> inputs, Path folder, ChartOptions options)
            throws ChartException {
        List<Path> files = new ArrayList<>();
        Map<String, String> notDrawn = new LinkedHashMap<>();
        SheetWriter writer = writer();
        Provenance provenance = new Provenance(inputs);
        Measurements measurements = measurements(report, inputs);
        for (Figure figure : FIGURES) {
            if (options.only().isPresent() && !options.only().get().equals(figure.name())) {
                continue;
            }
            Figure.Result result = figure.draw(measurements);
            if (result instanceof Figure.Result.NotDrawn missing) {
                notDrawn.put(figure.name(), missing.reason());
            } else if (result instanceof Figure.Result.Drawn drawn) {
                files.addAll(write(figure.name(), titled(drawn, options), provenance, folder, options, writer));
            } else if (options.only().isPresent()) {
                notDrawn.put(figure.name(), "nothing that it shows was measured");
            }
        }
        return new DrawnCharts(files, notDrawn);
    }

    private static Figure.Result.Drawn titled(Figure.Result.Drawn drawn, ChartOptions options) {
        return options.title()
                .map(title -> new Figure.Result.Drawn(
                        drawn.sheet().titled(title), drawn.values(), drawn.references(), drawn.finding()))
                .orElse(drawn);
    }

    /**
     * A chart in memory.
     *
     * @param name such as {@code speedup}
     * @param text what it shows, and the values that it draws, for readers who cannot see it
     * @param light SVG for a white page
     * @param dark SVG for a dark page
     */
    record Picture(String name, String text, String light, String dark) {}

    /**
     * Every chart of a report that can be drawn.
     *
     * @throws ChartException when the fonts cannot be unpacked
     */
    static List<Picture> pictures(Report report, List<ChartInput> inputs) throws ChartException {
        SheetWriter writer = writer();
        Measurements measurements = measurements(report, inputs);
        List<Picture> pictures = new ArrayList<>();
        for (Figure figure : FIGURES) {
            if (figure.draw(measurements) instanceof Figure.Result.Drawn drawn) {
                try {
                    pictures.add(new Picture(
                            figure.name(),
                            text(drawn),
                            new String(writer.write(drawn.sheet(), Theme.LIGHT, Format.SVG), StandardCharsets.UTF_8),
                            new String(writer.write(drawn.sheet(), Theme.DARK, Format.SVG), StandardCharsets.UTF_8)));
                } catch (IOException e) {
                    throw new UncheckedIOException("memory does not fail to be written", e);
                }
            }
        }
        return pictures;
    }

    private static String text(Figure.Result.Drawn drawn) {
        if (drawn.finding().isPresent()) {
            return drawn.sheet().title() + ": " + drawn.finding().get();
        }
        String values = drawn.values().stream()
                .filter(value -> value.value().isPresent())
                .limit(MOST_SPOKEN)
                .map(DrawnValue::words)
                .collect(Collectors.joining("; "));
        return drawn.sheet().title() + (values.isEmpty() ? "" : ": " + values);
    }

    private static Measurements measurements(Report report, List<ChartInput> inputs) {
        return Measurements.of(report, inputs.stream().map(ChartInput::results).toList());
    }

    private static List<Path> write(
            String chart,
            Figure.Result.Drawn drawn,
            Provenance provenance,
            Path folder,
            ChartOptions options,
            SheetWriter writer)
            throws ChartException {
        String name = options.prefix() + chart;
        List<Path> files = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (Theme theme : options.themes()) {
                for (Format format : options.formats()) {
                    Path file = folder.resolve(fileName(name, theme, format));
                    DerivedFile.replace(file, writer.write(drawn.sheet(), theme, format));
                    files.add(file);
                }
            }
            boolean paper = options.themes().equals(Set.of(Theme.PAPER));
            if (paper && options.formats().contains(Format.PDF)) {
                Path figure = folder.resolve(name + "-paper.tex");
                DerivedFile.replace(figure, latex(name, drawn.sheet()).getBytes(StandardCharsets.UTF_8));
                files.add(figure);
            }
            Path file = folder.resolve(name + (paper ? "-paper" : "") + ".provenance.json");
            DerivedFile.replace(
                    file,
                    provenance.json(
                            chart,
                            drawn,
                            files.stream()
                                    .map(each -> String.valueOf(each.getFileName()))
                                    .toList()));
            files.add(file);
        } catch (IOException e) {
            throw new ChartException(
                    Kind.INPUT,
                    "cannot draw the chart " + name + " into " + folder,
                    "choose another folder or make room",
                    e);
        }
        return files;
    }

    /** A figure of LaTeX with the words that the picture leaves to the paper. */
    private static String latex(String name, Sheet sheet) {
        String words = Stream.concat(Stream.of(sheet.title(), sheet.subtitle()), sheet.caption().stream())
                .filter(line -> !line.isEmpty())
                .map(line -> Escaping.latex(line) + (line.endsWith(".") ? "" : "."))
                .collect(Collectors.joining("\n    "));
        return "% needs \\usepackage{graphicx}\n\\begin{figure}\n  \\centering\n  \\includegraphics{" + name
                + "-paper.pdf}\n  \\caption{" + words + "}\n  \\label{fig:" + name + "}\n\\end{figure}\n";
    }

    private static SheetWriter writer() throws ChartException {
        try {
            return new SheetWriter(Typeface.load());
        } catch (IOException e) {
            throw new ChartException(
                    Kind.NOT_USABLE,
                    "cannot unpack the charts' fonts into the temporary folder",
                    "make room there or name another by -Djava.io.tmpdir",
                    e);
        }
    }

    private static String fileName(String chart, Theme theme, Format format) {
        return chart + (theme == Theme.LIGHT ? "" : '-' + theme.word()) + '.' + format.word();
    }
}
