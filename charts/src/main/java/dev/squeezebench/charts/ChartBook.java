package dev.squeezebench.charts;

import dev.squeezebench.analysis.report.SweepAxis;
import dev.squeezebench.charts.figure.Figure;
import dev.squeezebench.charts.figure.LatencyFigure;
import dev.squeezebench.charts.figure.Measurements;
import dev.squeezebench.charts.figure.MemoryFigure;
import dev.squeezebench.charts.figure.SpeedUpFigure;
import dev.squeezebench.charts.figure.SweepFigure;
import dev.squeezebench.charts.figure.TimelineFigure;
import dev.squeezebench.charts.paint.Format;
import dev.squeezebench.charts.paint.Sheet;
import dev.squeezebench.charts.paint.SheetWriter;
import dev.squeezebench.charts.paint.Theme;
import dev.squeezebench.charts.paint.Typeface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws every chart of one or more result files into a folder. */
public final class ChartBook {
    private static final List<Figure> FIGURES = List.of(
            new LatencyFigure(),
            new SpeedUpFigure(),
            new SweepFigure(SweepAxis.BATCH),
            new SweepFigure(SweepAxis.SEQUENCE_LENGTH),
            new MemoryFigure(),
            new TimelineFigure());

    private ChartBook() {}

    /**
     * Draws {@code <chart>.png}, {@code <chart>-dark.png}, {@code <chart>.svg}, {@code <chart>-dark.svg} as asked for,
     * and {@code <chart>.provenance.json}.
     *
     * @param inputs result files; what stands in several of them counts once
     * @param folder where to; made when it is missing
     * @param options what to draw
     * @return the files, and for each chart that is missing the reason why
     * @throws ChartException when a file cannot be written
     */
    public static DrawnCharts draw(List<ChartInput> inputs, Path folder, ChartOptions options) throws ChartException {
        Measurements measurements =
                Measurements.of(inputs.stream().map(ChartInput::results).toList(), options.relativeTo());
        List<Path> files = new ArrayList<>();
        Map<String, String> notDrawn = new LinkedHashMap<>();
        SheetWriter writer = writer();
        for (Figure figure : FIGURES) {
            Figure.Result result = figure.draw(measurements);
            if (result instanceof Figure.Result.NotDrawn missing) {
                notDrawn.put(missing.name(), missing.reason());
            } else if (result instanceof Figure.Result.Drawn drawn) {
                files.addAll(write(drawn, inputs, folder, options, writer));
            }
        }
        return new DrawnCharts(files, notDrawn);
    }

    private static List<Path> write(
            Figure.Result.Drawn drawn, List<ChartInput> inputs, Path folder, ChartOptions options, SheetWriter writer)
            throws ChartException {
        List<Path> files = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (Theme theme : options.themes()) {
                Sheet sheet = drawn.sheet().apply(theme);
                for (Format format : options.formats()) {
                    Path file = folder.resolve(fileName(drawn.name(), theme, format));
                    replace(file, writer.write(sheet, theme, format));
                    files.add(file);
                }
            }
            Path provenance = folder.resolve(drawn.name() + ".provenance.json");
            replace(
                    provenance,
                    Provenance.json(
                            drawn,
                            inputs,
                            files.stream()
                                    .map(each -> String.valueOf(each.getFileName()))
                                    .toList()));
            files.add(provenance);
        } catch (IOException e) {
            throw new ChartException(
                    "cannot draw the chart " + drawn.name() + " into " + folder + ": " + Causes.oneLine(e)
                            + "; choose another folder or make room",
                    e);
        }
        return files;
    }

    /** Writes in one step: a link of that name is replaced, never followed. */
    private static void replace(Path file, byte[] bytes) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.write(next, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static SheetWriter writer() throws ChartException {
        try {
            return new SheetWriter(Typeface.load());
        } catch (IOException e) {
            throw new ChartException(
                    "cannot unpack the charts' fonts into the temporary folder: " + Causes.oneLine(e)
                            + "; make room there or name another by -Djava.io.tmpdir",
                    e);
        }
    }

    private static String fileName(String chart, Theme theme, Format format) {
        return chart + (theme == Theme.LIGHT ? "" : '-' + theme.word()) + '.' + format.word();
    }
}
