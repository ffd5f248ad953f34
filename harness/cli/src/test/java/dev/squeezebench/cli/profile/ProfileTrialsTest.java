package dev.squeezebench.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.run.Run;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.output.Expectation;
import dev.squeezebench.records.Examples;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.ResultWriter;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is profiled of a run, with a profiler that answers at once. */
class ProfileTrialsTest {
    private static final Scenario FIRST = Examples.SQUEEZE;
    private static final Scenario SECOND =
            Examples.SQUEEZE.toBuilder().acceleration("webgpu").build();

    private final Path folder;
    private final RunFiles files;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> taken = new ArrayList<>();
    private final Set<String> lengths = new HashSet<>();
    private final Set<Scenario> without = new HashSet<>();
    private final Set<Scenario> failing = new HashSet<>();

    ProfileTrialsTest(@TempDir Path folder) {
        this.folder = folder;
        this.files = new RunFiles(folder);
    }

    private final List<String> ceilings = new ArrayList<>();
    private boolean complete = true;

    private static Arm arm(String name, Scenario scenario) {
        return new Arm(
                name,
                new PlannedScenario(
                        scenario,
                        new RunnerDistribution(
                                scenario.runner(),
                                scenario.runtimeVersion(),
                                "onnx",
                                List.of("cpu", "webgpu"),
                                List.of(Path.of("a.jar"))),
                        Path.of("model.onnx"),
                        Optional.empty(),
                        Path.of("inputs.safetensors"),
                        new Expectation.None("for the test", "nothing"),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        OptionalLong.empty()),
                JvmSpec.USUAL);
    }

    private static Profile profile(Arm arm, int process) {
        Profile example = Examples.profile();
        return new Profile(
                        Examples.RUN,
                        Examples.AT,
                        arm.scenario(),
                        example.invocationNs(),
                        example.operators(),
                        example.raw(),
                        List.of())
                .of(arm.name(), process);
    }

    private ExitCode after(Arm... arms) throws IOException, InterruptedException {
        List<ResultRecord> records = new ArrayList<>(List.of(Examples.run()));
        for (Arm arm : arms) {
            records.add(Examples.measured(Examples.RUN, arm.scenario(), 1, 60_000_000).toBuilder()
                    .arm(arm.name())
                    .build());
        }
        CommandLine command = new CommandLine(CommandLine.Model.CommandSpec.create())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        Console console = Console.of(command, new ConsoleOptions(), new Surroundings(folder, false, false, Map.of()));
        Files.deleteIfExists(files.results());
        try (Run run = new Run(
                Examples.run(),
                new Settings(),
                new RunPlan(List.of(), List.of(), "squeezebert-uncased", List.of(), List.of(), List.of()),
                files,
                new Results(List.of(), List.of()),
                ResultWriter.create(files.results(), Examples.run()),
                files.lock())) {
            ProfileTrials.Taking taking = new ProfileTrials.Taking() {
                @Override
                public Optional<Profile> take(Arm arm, int process, int warmUps, int invocations) throws IOException {
                    lengths.add(warmUps + " and " + invocations);
                    if (failing.contains(arm.scenario())) {
                        throw new IOException("the disk is full");
                    }
                    taken.add(arm.name() + ' ' + arm.scenario().acceleration() + ' ' + process);
                    return without.contains(arm.scenario()) ? Optional.empty() : Optional.of(profile(arm, process));
                }

                @Override
                public boolean complete() {
                    return complete;
                }

                @Override
                public List<Profile> withCeilings(List<Arm> of, List<Profile> profiles) {
                    of.forEach(arm -> ceilings.add(arm.name()));
                    return profiles.stream()
                            .map(profile ->
                                    profile.with(Examples.profile().ceilings().orElseThrow()))
                            .toList();
                }
            };
            return new ProfileTrials(
                            console,
                            () -> () -> {},
                            (of, scratch) -> taking,
                            new ProfileRendering(console)::print,
                            Optional.empty())
                    .after(run, List.of(arms), new Results(records, List.of()), folder);
        }
    }

    @Test
    void allThatWereProfiledEndWithZero() throws Exception {
        assertThat(after(arm("single", FIRST), arm("single", SECOND))).isEqualTo(ExitCode.DONE);
        assertThat(ResultReader.read(files.profiles()).profiles())
                .extracting(Profile::scenario)
                .containsExactly(FIRST, SECOND);
        assertThat(out.toString()).contains("Times of operators are of");
        // Three seconds of 60 ms each.
        assertThat(lengths).containsExactly("20 and 50");
    }

    @Test
    void whatWasProfiledBeforeAFailureIsSaved() throws Exception {
        failing.add(SECOND);

        assertThatThrownBy(() -> after(arm("single", FIRST), arm("single", SECOND)))
                .hasMessage("the disk is full");
        assertThat(ResultReader.read(files.profiles()).profiles())
                .extracting(Profile::scenario)
                .containsExactly(FIRST);
    }

    /** Such as a flame graph where there is no async-profiler. */
    @Test
    void whatWasAskedForBesideAProfileAndCouldNotBeHadEndsWithFour() throws Exception {
        complete = false;

        assertThat(after(arm("single", FIRST))).isEqualTo(ExitCode.PARTIAL);
        assertThat(out.toString()).contains("Times of operators are of");
    }

    @Test
    void oneThatCannotBeProfiledEndsWithFourAndTheOthersAreShown() throws Exception {
        without.add(SECOND);

        assertThat(after(arm("single", FIRST), arm("single", SECOND))).isEqualTo(ExitCode.PARTIAL);
        assertThat(out.toString()).contains("projection");
        assertThat(ResultReader.read(files.profiles()).profiles()).hasSize(1);
    }

    @Test
    void noneThatCanBeProfiledEndsWithFive() {
        without.addAll(List.of(FIRST, SECOND));

        assertThatThrownBy(() -> after(arm("single", FIRST), arm("single", SECOND)))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_USABLE))
                .hasMessageContaining("nothing was profiled");
        assertThat(files.profiles()).doesNotExist();
    }

    @Test
    void aResumedOneTakesWhatIsMissingAlone() throws Exception {
        without.add(SECOND);
        after(arm("single", FIRST), arm("single", SECOND));
        without.clear();
        taken.clear();

        assertThat(after(arm("single", FIRST), arm("single", SECOND))).isEqualTo(ExitCode.DONE);
        assertThat(taken).containsExactly("single webgpu 1");
        taken.clear();
        assertThat(after(arm("single", FIRST), arm("single", SECOND))).isEqualTo(ExitCode.DONE);
        assertThat(taken).isEmpty();
        assertThat(err.toString()).contains("every profile is there already");
        assertThat(ResultReader.read(files.profiles()).profiles()).hasSize(2);
    }

    @Test
    void aProfileThatWasCutIsMovedAsideAndTakenAgain() throws Exception {
        after(arm("single", FIRST));
        Files.writeString(files.profiles(), "{\"schema\":\"squee", StandardOpenOption.APPEND);

        assertThat(after(arm("single", FIRST), arm("single", SECOND))).isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("profiles.jsonl.torn")).hasContent("{\"schema\":\"squee");
        assertThat(ResultReader.read(files.profiles()).profiles()).hasSize(2);
        assertThat(err.toString()).contains("warning: the last line of profiles.jsonl was cut off");
    }

    @Test
    void profilesOfANewerVersionAreRefusedAndStayAsTheyAre() throws Exception {
        after(arm("single", FIRST));
        String newer = Files.readString(files.profiles()).replace("squeezebench/2", "squeezebench/9");
        Files.writeString(files.profiles(), newer);

        assertThatThrownBy(() -> after(arm("single", FIRST), arm("single", SECOND)))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("squeezebench/9")
                .hasMessageContaining("nothing in it is changed");
        assertThat(files.profiles()).hasContent(newer);
    }

    /** So that a machine that becomes slower meanwhile hits both alike. */
    @Test
    void twoSidesHaveSixProcessesEachInTurns() throws Exception {
        assertThat(after(arm("baseline", FIRST), arm("candidate", FIRST))).isEqualTo(ExitCode.DONE);
        assertThat(taken)
                .hasSize(12)
                .startsWith("baseline cpu 1", "candidate cpu 1", "candidate cpu 2", "baseline cpu 2", "baseline cpu 3");
        // One second each.
        assertThat(lengths).containsExactly("17 and 17");
    }

    @Test
    void twoSidesHaveCeilingsAndChartsAsWell() throws Exception {
        after(arm("baseline", FIRST), arm("candidate", FIRST));

        assertThat(ceilings).containsExactly("baseline", "candidate");
        assertThat(ResultReader.read(files.profiles()).profiles())
                .hasSize(12)
                .allSatisfy(profile -> assertThat(profile.ceilings()).isPresent());
        assertThat(files.charts().resolve("layer-kinds.svg")).isNotEmptyFile();
        assertThat(files.charts().resolve("roofline.svg")).isNotEmptyFile();
        assertThat(err.toString()).containsPattern("and [1-9][0-9]* files in charts/");
    }
}
