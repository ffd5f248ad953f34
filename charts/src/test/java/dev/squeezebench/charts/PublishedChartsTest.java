package dev.squeezebench.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.charts.paint.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Draws {@code results/published/NAME.jsonl}, or the files of the folder {@code NAME}, again and compares with {@code charts/published/NAME}. With
 * {@code -Dcharts.redraw=true} it writes them instead. Of the results in {@code results/published/gallery} the gallery's test draws what is shown.
 */
class PublishedChartsTest {
    /** Which Java drew a folder: fonts are rendered by a library of each vendor's own choice. */
    private static final String DRAWN_BY = "drawn-by.txt";

    private static final Path ROOT = Path.of(System.getProperty("root.dir", ".."));

    @Test
    void publishedChartsAreWhatTheirResultsGive(@TempDir Path folder) throws IOException {
        List<Path> results = results(ROOT.resolve("results/published"));
        if (results.isEmpty()) {
            String reason = "skipped: results/published holds no result file yet";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        for (Path file : results) {
            check(file, folder.resolve(name(file)));
        }
    }

    private static void check(Path results, Path folder) throws IOException {
        Path published = ROOT.resolve("charts/published").resolve(name(results));
        if (Boolean.getBoolean("charts.redraw")) {
            draw(results, published);
            Files.writeString(published.resolve(DRAWN_BY), java() + '\n');
            return;
        }
        List<Path> drawn = draw(results, folder);
        boolean sameJava = Files.readString(published.resolve(DRAWN_BY)).strip().equals(java());
        for (Path file : drawn) {
            Path other = published.resolve(file.getFileName());
            String name = other.getFileName().toString();
            if (sameJava) {
                assertThat(file).as(name).hasSameBinaryContentAs(other);
            } else if (name.endsWith(".json")) {
                assertThat(Decimals.rounded(Files.readString(file)))
                        .as(name)
                        .isEqualTo(Decimals.rounded(Files.readString(other)));
            } else if (name.endsWith(".svg")) {
                assertThat(Svg.read(file).texts())
                        .as(name)
                        .isEqualTo(Svg.read(other).texts());
            } else {
                assertThat(other).isNotEmptyFile();
            }
        }
    }

    /**
     * Several runs in a folder are drawn together, as SVG and without the timeline, which would have megabytes, and the runs one
     * by one. Of a run that was profiled only what the profile shows is drawn.
     */
    private static List<Path> draw(Path results, Path folder) throws IOException {
        boolean several = Files.isDirectory(results);
        boolean profiled = Files.exists(results.resolve("profiles.jsonl"));
        List<ChartInput> inputs = new ArrayList<>();
        for (Path file : several ? results(results) : List.of(results)) {
            inputs.add(ChartInput.read(file));
        }
        ChartOptions all = ChartOptions.web();
        ChartOptions options = several ? new ChartOptions(all.themes(), EnumSet.of(Format.SVG), "") : all;
        List<Path> files = new ArrayList<>();
        for (Path file : Fixture.draw(inputs, folder, options).files()) {
            String chart = file.getFileName().toString();
            boolean ofProfile = chart.startsWith("layer-kinds") || chart.startsWith("roofline");
            if (several && (chart.startsWith("timeline") || chart.startsWith("runs") || (profiled && !ofProfile))) {
                Files.delete(file);
            } else {
                files.add(file);
            }
        }
        return files;
    }

    private static String java() {
        return System.getProperty("java.vendor")
                + ' '
                + System.getProperty("java.runtime.version")
                + ' '
                + System.getProperty("os.name")
                + ' '
                + System.getProperty("os.arch");
    }

    private static List<Path> results(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith("gallery"))
                    .filter(file -> Files.isDirectory(file)
                            || (file.toString().endsWith(".jsonl")
                                    && !file.toString().endsWith("comparisons.jsonl")))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".jsonl", "");
    }
}
