package dev.squeezebench.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.Format;
import dev.squeezebench.cli.report.Drawing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunReportTest {
    private static final Path PUBLISHED =
            Path.of(Objects.requireNonNull(System.getProperty("root.dir")), "results", "published");

    @Test
    void whatCannotBeWrittenAfterwardsLosesNeitherTheTableNorTheResults(@TempDir Path folder) throws Exception {
        RunFiles files = new RunFiles(folder);
        Files.copy(published(), files.results());
        Files.writeString(files.charts(), "in the way of the folder");
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(CommandLine.Model.CommandSpec.create()).setOut(new PrintWriter(out));
        Console console = Console.of(command, new ConsoleOptions(), new Surroundings(folder, false, false, Map.of()));

        assertThatThrownBy(() -> new RunReport(console, Format.TEXT, Drawing.here(), "squeezebench profile --resume")
                        .publish(files, "bert-base-uncased"))
                .isInstanceOfSatisfying(UserException.class, problem -> {
                    assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE);
                    assertThat(problem.line())
                            .contains(
                                    "cannot write report and charts",
                                    "saved in results.jsonl",
                                    "by: squeezebench profile --resume " + folder);
                });
        assertThat(out.toString()).contains("squeezebert-uncased", "2.62x");
    }

    @Test
    void theReportShowsTheChartOfTheSpeedUpAndReadsAsItIsPrinted(@TempDir Path folder) throws Exception {
        RunFiles files = new RunFiles(folder);
        Files.copy(published(), files.results());
        CommandLine command =
                new CommandLine(CommandLine.Model.CommandSpec.create()).setOut(new PrintWriter(new StringWriter()));
        Console console = Console.of(command, new ConsoleOptions(), new Surroundings(folder, false, false, Map.of()));

        new RunReport(console, Format.TEXT, Drawing.here(), "squeezebench profile --resume")
                .publish(files, "bert-base-uncased");

        String report = Files.readString(files.report());
        assertThat(report.lines().filter(line -> line.startsWith("![")))
                .singleElement()
                .satisfies(image -> assertThat(image).endsWith("](charts/speedup.png)"));
        assertThat(folder.resolve("charts/speedup.png")).isNotEmptyFile();
        assertThat(report).doesNotContain("&#39;", "\\_").contains("trial's median");
    }

    private static Path published() throws Exception {
        try (Stream<Path> files = Files.list(PUBLISHED)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
            return found.get(0);
        }
    }
}
