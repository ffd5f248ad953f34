package dev.squeezebench.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.cli.arms.ArmsPlan;
import dev.squeezebench.cli.arms.Sides;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.Plans;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.ResultWriter;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.ModelGraph;
import dev.squeezebench.workloads.model.ModelMetadata;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A gate of two versions that is saved, with a profiler that answers at once: a norm takes 10 us in the old one. */
class NeighbourIssueTest {
    private static final String OLD = "1.26.0";
    private static final String NEW = "1.29.0";
    private static final long LENGTH = 16;

    /** Models are made once. */
    @TempDir
    private static Path cacheFolder = Path.of("unset");

    private final Path folder;
    private final RunFiles files;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private int machineTaken;

    NeighbourIssueTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.files = new RunFiles(Files.createDirectory(folder.resolve("1.26.0-to-1.29.0")));
    }

    private static RunnableScenario side(String version) {
        return Plans.ofVersion(version, OptionalInt.of((int) LENGTH));
    }

    private static RunPlan plan(String version) {
        return new RunPlan(List.of(side(version)), List.of(), "bert-tiny", List.of(), List.of(), List.of());
    }

    private static Trial trial(String arm, String version, int round, long ns) {
        Samples samples = new Samples(
                OptionalLong.empty(),
                OptionalLong.empty(),
                LongSeries.of(),
                LongSeries.of(ns, ns),
                LongSeries.of(),
                LongSeries.of());
        return Examples.measured(Examples.RUN, side(version).scenario(), round, ns).toBuilder()
                .arm(arm)
                .group(Optional.of("g1"))
                .samples(samples.inTurns(
                        List.of(new Samples.Turn(1, 1, 1, 0), new Samples.Turn(1, 2, 1, 1)),
                        LongSeries.of(),
                        LongSeries.of()))
                .build();
    }

    @BeforeEach
    void gateIsSaved() throws IOException {
        try (ResultWriter writer = ResultWriter.create(files.results(), Examples.run())) {
            writer.write(Examples.environment());
            for (int round = 1; round <= 6; round++) {
                writer.write(trial(JudgedScenario.BASELINE, OLD, round, 1_000_000));
                writer.write(trial(JudgedScenario.CANDIDATE, NEW, round, 1_100_000));
                writer.write(new RoundRecord(
                        Examples.RUN,
                        Examples.AT,
                        "g1",
                        round,
                        1,
                        List.of(
                                JudgedScenario.BASELINE
                                        + ' '
                                        + side(OLD).scenario().id(),
                                JudgedScenario.CANDIDATE
                                        + ' '
                                        + side(NEW).scenario().id()),
                        1,
                        Optional.empty()));
            }
        }
    }

    /** The first norm of the model that the arm opens, as its nodes are. */
    private static Profile profile(Arm arm, int process, long ns) throws IOException {
        Map<String, List<Long>> sizes = new LinkedHashMap<>();
        for (String name : List.of("input_ids", "attention_mask", "token_type_ids")) {
            sizes.put(name, List.of(1L, LENGTH));
        }
        List<ModelGraph.Node> nodes = ModelGraph.of(arm.planned().model(), new InputShapes(sizes, Map.of()))
                .nodes();
        int norm = 0;
        while (!nodes.get(norm).type().equals("LayerNormalization")) {
            norm++;
        }
        TensorShape hidden = new TensorShape("float32", List.of(1L, LENGTH, 64L));
        ProfiledOperator operator = new ProfiledOperator(
                nodes.get(norm).name(),
                "LayerNormalization",
                "cpu",
                Optional.of("embeddings.LayerNorm"),
                List.of(norm),
                OperatorKind.NORMALISATION,
                1,
                List.of(hidden),
                List.of(hidden),
                OptionalLong.of(0),
                OptionalLong.empty(),
                LongSeries.of(ns));
        return new Profile(
                        Examples.RUN,
                        Examples.AT,
                        arm.scenario(),
                        LongSeries.of(),
                        List.of(operator),
                        Optional.empty(),
                        List.of())
                .of(arm.name(), process);
    }

    /** With so many nanoseconds of the norm in the new version; empty where nothing can be profiled. */
    private void write(OptionalLong candidateNs) throws IOException, InterruptedException {
        CommandLine command = new CommandLine(CommandLine.Model.CommandSpec.create())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        Surroundings surroundings = new Surroundings(folder, false, false, Map.of());
        CacheOption cache = new CacheOption();
        new CommandLine(cache).parseArgs("--cache", cacheFolder.toString());
        new NeighbourIssue(
                        surroundings,
                        Console.of(command, new ConsoleOptions(), surroundings),
                        cache,
                        Sides.parse(List.of("runtime=onnxruntime@" + OLD), List.of("runtime=onnxruntime@" + NEW))
                                .orElseThrow(),
                        Files.createDirectories(folder.resolve("scratch")))
                .write(
                        new ArmsPlan(
                                new Settings(),
                                plan(OLD),
                                plan(NEW),
                                JvmSpec.USUAL,
                                JvmSpec.USUAL,
                                Optional.empty(),
                                Optional.empty()),
                        files.folder(),
                        () -> {
                            machineTaken++;
                            return () -> {};
                        },
                        (run, scratch) -> (arm, process, warmUps, invocations) -> {
                            boolean old = arm.name().equals(JudgedScenario.BASELINE);
                            return candidateNs.isPresent()
                                    ? Optional.of(profile(arm, process, old ? 10_000 : candidateNs.getAsLong()))
                                    : Optional.empty();
                        });
    }

    @Test
    void theOperatorThatBecameSlowerIsWrittenOfBesideTheGateAndCutOut() throws Exception {
        write(OptionalLong.of(60_000));

        assertThat(files.folder().resolve("issue.md"))
                .content()
                .startsWith("## LayerNormalization takes 6.00x as long in onnxruntime 1.29.0 as in onnxruntime 1.26.0")
                .contains("takes 60.00 µs (95% interval 60.00-60.00) in onnxruntime 1.29.0 and 10.00 µs")
                .contains("np.random.rand(*[1, 16, 64]).astype(\"float32\")", "InferenceSession(\"issue.onnx\"")
                .contains("--baseline runtime=onnxruntime@1.26.0", "--candidate runtime=onnxruntime@1.29.0");
        assertThat(ModelMetadata.of(files.folder().resolve("issue.onnx")).parameters())
                .as("gain and bias")
                .isEqualTo(2 * 64);
        assertThat(out.toString())
                .contains("onnxruntime 1.29.0 takes 1.100 ms, onnxruntime 1.26.0 1.000 ms")
                .contains("normalisation takes 0.050 ms more (95% interval 0.050 ms to 0.050 ms, 6 processes a side)");
        assertThat(ResultReader.read(files.profiles()).profiles()).hasSize(12);
        assertThat(machineTaken).as("nobody else measures meanwhile").isPositive();
        // There is no runtime here that could run the operator by itself.
        assertThat(err.toString()).contains("the operator is not measured by itself: ");
        assertThat(ResultReader.read(files.results()).trials()).as("the gate").hasSize(12);
    }

    @Test
    void whereNoOperatorBecameSlowerNothingIsWritten() throws Exception {
        write(OptionalLong.of(10_000));

        assertThat(err.toString()).contains("no issue written: no operator that both sides have");
        assertThat(files.folder().resolve("issue.md")).doesNotExist();
    }

    @Test
    void aSideThatCannotBeProfiledOrAGateThatIsNotThereIsOneLine() throws Exception {
        write(OptionalLong.empty());
        assertThat(err.toString()).contains("no issue written: nothing was profiled");
        assertThat(files.folder().resolve("issue.md")).doesNotExist();

        Files.delete(files.results());
        write(OptionalLong.of(60_000));
        assertThat(err.toString())
                .contains("no issue written: there is no gate of these two versions in " + files.folder());
        assertThat(files.folder().resolve("issue.md")).doesNotExist();
    }
}
