package dev.squeezebench.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.charts.ChartBook;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.report.ReportCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The commands of {@code docs/gallery.md} draw the pictures beside them: byte by byte on the Java that drew them, else by
 * their texts. With {@code -Dcharts.redraw=true} they are written instead.
 */
class GalleryTest {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("root.dir")));
    private static final Path DOCUMENT = ROOT.resolve("docs/gallery.md");
    private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]+\\]\\(\\.\\./([^)]+)\\)");
    private static final Pattern TEXT = Pattern.compile("<text[^>]*>([^<]*)<");
    private static final String CHARTS = "--charts";

    /** As for {@code charts/published/NAME}: fonts are rendered by a library of each vendor's own choice. */
    private static final Path DRAWN_BY = ROOT.resolve("charts/published/x86-64-avx512-2026-11-27/drawn-by.txt");

    @TempDir
    private Path folder = Path.of("unset");

    /** Pictures of a part of the document, and the command under them. */
    private record Part(List<String> pictures, List<String> words) {}

    private static List<Part> parts() throws IOException {
        List<Part> parts = new ArrayList<>();
        for (String text : Files.readString(DOCUMENT).split("(?m)^## ", -1)) {
            List<String> pictures = PICTURE.matcher(text)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
            List<ShownCommand> commands = Manual.commands(text.lines().toList(), "docs/gallery.md");
            if (!pictures.isEmpty()) {
                assertThat(commands).as(text).hasSize(1);
                parts.add(new Part(pictures, commands.get(0).words()));
            }
        }
        return parts;
    }

    @Test
    void everyPictureIsWhatTheCommandUnderItDraws() throws IOException {
        boolean sameJava = Files.readString(DRAWN_BY).strip().equals(java());
        for (Part part : parts()) {
            Path drawn = draw(part.words());
            for (String picture : part.pictures()) {
                Path published = ROOT.resolve(picture);
                Path file = drawn.resolve(Objects.requireNonNull(published.getFileName()));
                assertThat(file).as(picture).isNotEmptyFile();
                if (Boolean.getBoolean("charts.redraw")) {
                    Files.createDirectories(Objects.requireNonNull(published.getParent()));
                    Files.write(published, Files.readAllBytes(file));
                } else if (sameJava) {
                    assertThat(file).as(picture).hasSameBinaryContentAs(published);
                } else if (picture.endsWith(".svg")) {
                    assertThat(texts(file)).as(picture).isEqualTo(texts(published));
                }
            }
        }
    }

    @Test
    void everyChartIsShown() throws IOException {
        String document = Files.readString(DOCUMENT);

        ChartBook.names().forEach(name -> assertThat(document).contains("--chart " + name + ' '));
    }

    private Path draw(List<String> words) throws IOException {
        Path to = Files.createTempDirectory(folder, "drawn");
        assertThat(words).startsWith("report");
        List<String> own = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
            own.add(
                    !own.isEmpty() && own.get(own.size() - 1).equals(CHARTS)
                            ? to.toString()
                            : word.startsWith("results/") ? ROOT.resolve(word).toString() : word);
        }
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new ReportCommand(new Surroundings(folder, false, false, Map.of())))
                .setCaseInsensitiveEnumValuesAllowed(true);
        command.setOut(new PrintWriter(new StringWriter()));
        command.setErr(new PrintWriter(err));
        assertThat(command.execute(own.toArray(String[]::new)))
                .as(words + ": " + err)
                .isZero();
        return to;
    }

    private static List<String> texts(Path svg) throws IOException {
        return TEXT.matcher(Files.readString(svg))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String java() {
        return String.join(
                " ",
                System.getProperty("java.vendor"),
                System.getProperty("java.runtime.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    }
}
