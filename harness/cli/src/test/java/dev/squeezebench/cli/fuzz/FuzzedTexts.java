package dev.squeezebench.cli.fuzz;

import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.cli.options.Format;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.options.SuiteOption;
import dev.squeezebench.cli.report.Rendering;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Saved results, up to the table, and suites, up to the settings. */
final class FuzzedTexts {
    private static final Path SUITES = Parts.committed("suites");

    private FuzzedTexts() {}

    static FuzzedFile results() throws IOException {
        Path golden = Parts.committed("results/records/src/test/resources/golden/results.jsonl");
        return FuzzedFile.alone("results.jsonl", List.of(Files.readAllBytes(golden)), FuzzedTexts::report);
    }

    static FuzzedFile suite() throws IOException {
        List<byte[]> suites = new ArrayList<>();
        for (String name : List.of("smoke", "default", "paper", "lengths")) {
            suites.add(Files.readAllBytes(SUITES.resolve(name + ".yaml")));
        }
        return FuzzedFile.alone("suite.yaml", suites, FuzzedTexts::settings);
    }

    private static void report(Path file) throws IOException {
        Results results = ResultReader.read(file);
        Report report = Report.of(results.records(), Optional.empty(), results.warnings());
        for (Format format : Format.values()) {
            Rendering.of(report, format, 100);
        }
    }

    private static void settings(Path file) {
        SuiteOption option = new SuiteOption();
        CommandLine line = new CommandLine(new Settings()).addMixin("suite", option);
        line.parseArgs("--suite", file.toString());
        option.settings(new Settings(), line.getCommandSpec(), SUITES, List.of());
    }
}
