package dev.squeezebench.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.arms.Sides;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.run.Run;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.file.ResultWriter;
import dev.squeezebench.records.file.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command by which an operator that was cut out is measured, here and by whoever reads of it. */
class CutRunTest {
    private static final Scenario NEWER = Examples.SQUEEZE.toBuilder()
            .runtime("onnxruntime", "1.29.0")
            .threads(2)
            .build();
    private static final Scenario OLDER =
            NEWER.toBuilder().runtime("onnxruntime", "1.26.0").build();

    private final Path folder;

    CutRunTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private String typed(Map<String, String> words, List<String> baseline, List<String> candidate, String... flags)
            throws Exception {
        Settings settings = new Settings();
        new CommandLine(settings).parseArgs(flags);
        RunRecord example = Examples.run();
        RunRecord record = new RunRecord(
                example.run(),
                example.at(),
                example.version(),
                example.commandLine(),
                example.seed(),
                words,
                settings.length().quick(),
                false,
                Map.of());
        RunFiles files = new RunFiles(folder);
        Files.deleteIfExists(files.results());
        try (Run run = new Run(
                record,
                settings,
                new RunPlan(List.of(), List.of(), "squeezebert-uncased", List.of(), List.of(), List.of()),
                files,
                new Results(List.of(), List.of()),
                ResultWriter.create(files.results(), record),
                files.lock())) {
            return CutRun.of(
                            folder.resolve("issue.onnx"),
                            NEWER,
                            run,
                            Sides.parse(baseline, candidate).orElseThrow())
                    .typed(OLDER, NEWER);
        }
    }

    /** As many rounds as an interval needs; and a default of today is no default for ever. */
    @Test
    void bothVersionsAreNamedAndTheRoundsAreThoseOfAnInterval() throws Exception {
        assertThat(typed(Map.of(), List.of("runtime=onnxruntime@1.26.0"), List.of()))
                .isEqualTo("squeezebench profile --model issue.onnx --target onnxruntime:cpu --threads 2 --rounds 6"
                        + " --baseline runtime=onnxruntime@1.26.0 --candidate runtime=onnxruntime@1.29.0");
    }

    @Test
    void itIsAsQuickAndHasTheOptionsOfTheRunInWhichTheOperatorWasFound() throws Exception {
        assertThat(typed(
                        Map.of("option", "onnxruntime.spinning=keep", "cpus", "0,1"),
                        List.of("runtime=onnxruntime@1.26.0", "option.onnxruntime.cpu-arena=off"),
                        List.of(),
                        "--quick",
                        "--rounds",
                        "3"))
                .contains("--option onnxruntime.spinning=keep --cpus 0,1 --quick --rounds 3 --baseline ")
                .contains("--baseline option.onnxruntime.cpu-arena=off");
        assertThat(typed(Map.of(), List.of("runtime=onnxruntime@1.26.0"), List.of(), "--quick"))
                .contains("--quick --baseline");
    }

    /** The operator is one graph already. */
    @Test
    void whatASideSaysOfTheWholeGraphIsLeftOut() throws Exception {
        assertThat(typed(
                        Map.of(),
                        List.of("runtime=onnxruntime@1.26.0", "lowering=conv", "fusion=none"),
                        List.of("lowering=split")))
                .doesNotContain("lowering")
                .doesNotContain("fusion");
    }
}
