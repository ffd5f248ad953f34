package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.squeezebench.analysis.profile.KindTime;
import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.analysis.profile.ProfiledScenario;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.records.FlameGraph;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A profile of the smallest workload by the built command, on both runtimes; that of two workloads is in the manual. */
@Tag("slow")
class ProfileIT {
    @Test
    void thePartsAddUpToTheMeasuredLatency(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        Command command = Command.built();

        Command.Ended ended = command.run(
                "profile",
                "--cache",
                command.cache().toString(),
                "--workload",
                "squeezebert-tiny",
                "--quick",
                "--rounds",
                "1",
                "--out",
                out.toString());

        assertThat(ended.exitCode()).as(ended.all()).isZero();
        assertThat(ended.out()).contains("outside operators", "measured latency");
        SchemaCheck.published().accepts(out.resolve("profiles.jsonl"));
        Results results = ResultReader.read(List.of(out.resolve("results.jsonl"), out.resolve("profiles.jsonl")));
        ProfileReport report = ProfileReport.of(
                results.profiles(), Report.of(results.records(), Optional.empty(), List.of()), results.trials());
        assertThat(report.scenarios()).hasSize(2).allSatisfy(ProfileIT::addsUp);
    }

    /** Of both sides of a comparison, each once, however many processes of each are profiled. */
    @Test
    void flameGraphsShowTheFunctionsOfTheRuntime(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");

        Command.Ended ended =
                profile(out, "--target", "tflite:builtin", "--baseline", "threads=2", "--flame", "cpu,nativemem");

        assertThat(ended.exitCode()).as(ended.all()).isZero();
        List<Profile> profiles =
                ResultReader.read(out.resolve("profiles.jsonl")).profiles();
        assertThat(profiles).hasSize(4);
        assertThat(profiles)
                .filteredOn(profile -> !profile.flameGraphs().isEmpty())
                .extracting(Profile::arm)
                .containsExactly("baseline", "candidate");
        try (Stream<Path> files = Files.list(out.resolve("profiles"))) {
            assertThat(files)
                    .filteredOn(file -> file.toString().endsWith(".html"))
                    .hasSize(4);
        }
        for (FlameGraph graph : profiles.get(0).flameGraphs()) {
            List<String> stacks = Files.readAllLines(out.resolve(graph.collapsed()));
            assertThat(stacks.stream()
                            .mapToLong(stack -> Long.parseLong(stack.substring(stack.lastIndexOf(' ') + 1)))
                            .sum())
                    .isEqualTo(graph.total())
                    .isPositive();
            // From the loop in Java into the library.
            assertThat(stacks).anyMatch(stack -> stack.matches(".*MeasuringLoop.invoke.*tflite::Subgraph::Invoke.*"));
            assertThat(out.resolve(graph.html())).content().contains("MeasuringLoop.invoke", "tflite::");
        }
    }

    @Test
    void aDiskThatFillsLosesNothingAndTheProfileGoesOn(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        Command.Ended first = profile(out, "--target", "onnxruntime:cpu");
        assertThat(first.exitCode()).as(first.all()).isZero();
        Path kept = out.resolve("profiles");
        try (Stream<Path> files = Files.list(kept)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(out.resolve("profiles.jsonl"));
        // Room for nothing but the beginning of what the runtime wrote.
        boolean mounted = mounted("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", kept.toString());
        assumeTrue(mounted, "skipped: a small disk of its own needs the right to mount a tmpfs");
        try {
            Command.Ended full = resumed(out);
            assertThat(full.exitCode()).as(full.all()).isEqualTo(2);
            assertThat(full.err().lines().reduce("", (before, line) -> line))
                    .contains("No space left on device", "make room", "go on by: squeezebench profile --resume " + out);
        } finally {
            mounted("umount", kept.toString());
        }

        Command.Ended again = resumed(out);

        assertThat(again.exitCode()).as(again.all()).isZero();
        assertThat(ResultReader.read(out.resolve("profiles.jsonl")).profiles()).hasSize(1);
    }

    private static Command.Ended profile(Path out, String... more) throws Exception {
        Command command = Command.built();
        List<String> words = new ArrayList<>(List.of(
                "profile",
                "--cache",
                command.cache().toString(),
                "--workload",
                "squeezebert-tiny",
                "--sequence-length",
                "16",
                "--quick",
                "--rounds",
                "1",
                "--out",
                out.toString()));
        words.addAll(List.of(more));
        return command.run(words.toArray(String[]::new));
    }

    private static Command.Ended resumed(Path out) throws Exception {
        Command command = Command.built();
        return command.run(
                "profile",
                "--resume",
                out.toString(),
                "--cache",
                command.cache().toString());
    }

    private static boolean mounted(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    private static void addsUp(ProfiledScenario scenario) {
        double parts = scenario.kinds().stream().mapToDouble(KindTime::ns).sum() + scenario.outsideNs();
        assertThat(parts).isCloseTo(scenario.latencyNs().orElseThrow(), within(1.0));
        assertThat(scenario.unmappedShare()).isLessThan(0.1);
        assertThat(scenario.flop()).isPresent();
    }
}
