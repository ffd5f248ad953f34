package dev.squeezebench.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.ConsoleOptions;
import dev.squeezebench.core.RunnerDescriptor;
import dev.squeezebench.core.RunnerDistribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class RuntimesTest {
    private static final List<RunnerDistribution> RUNNERS =
            List.of(new RunnerDistribution("onnxruntime", "1.29.0", "onnx", List.of("cpu"), List.of(Path.of("a.jar"))));

    private static List<RunnerDistribution> apply(String... runtimes) {
        return apply(RUNNERS.get(0), runtimes);
    }

    private static List<RunnerDistribution> apply(RunnerDistribution runner, String... runtimes) {
        CommandLine line = new CommandLine(CommandSpec.create());
        Console console =
                Console.of(line, new ConsoleOptions(), new Surroundings(Path.of("home"), false, false, Map.of()));
        return new Runtimes(console).apply(List.of(runtimes), List.of(runner));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../x",
                "1.29.0/../../x",
                "1..2",
                "..",
                ".1",
                "1.29.0\\x",
                "[1,2)",
                "${user.home}",
                "1.29.0 ",
                "1\n2",
                "%2e%2e"
            })
    void aVersionThatCouldLeadOutOfTheRepositoryIsRefused(String version) {
        assertThatThrownBy(() -> apply("onnxruntime@" + version))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("a version consists of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.28.0", "1.30.0-rc1", "1.29.0+build_7", "2026.11.26-SNAPSHOT"})
    void versionsAsTheyArePublishedAreNot(String version) {
        // A runner of which there is only the packed version says so, after the form of the version was accepted.
        assertThatThrownBy(() -> apply("onnxruntime@" + version))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("only the packed version");
    }

    @Test
    void aBundleHasTheVersionsThatItWasPackedWithAndFetchesNone(@TempDir Path folder) throws IOException {
        Path jar = Files.createFile(
                Files.createDirectories(folder.resolve("runtimes/1.28.0")).resolve("onnxruntime-1.28.0.jar"));
        RunnerDistribution bundled = new RunnerDistribution(
                RUNNERS.get(0).info(),
                // It could be fetched, were this no bundle.
                new RunnerDescriptor(
                        folder.resolve("runner.properties"),
                        Map.of("bundledVersions", "1.28.0", "runtimeArtifacts", "no.such:artifact")),
                Optional.empty(),
                List.of(Path.of("a.jar")));

        List<RunnerDistribution> both = apply(bundled, "onnxruntime@1.28.0", "onnxruntime@1.29.0");
        assertThat(both).extracting(RunnerDistribution::runtimeVersion).containsExactly("1.28.0", "1.29.0");
        assertThat(both.get(0).classPath()).containsExactly(jar, Path.of("a.jar"));
        assertThat(both.get(0).runtimeJars()).containsExactly(jar);
        assertThat(both.get(1).runtimeJars()).isEmpty();
        assertThatThrownBy(() -> apply(bundled, "onnxruntime@1.27.0"))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_USABLE))
                .hasMessageContaining("this bundle has 1.29.0, 1.28.0;")
                .hasMessageContaining("distribution archive");
    }

    @Test
    void severalVersionsOfARunnerAreSeveralRunners() {
        // The second is looked for: this runner has only the packed one.
        assertThatThrownBy(() -> apply("onnxruntime@1.29.0", "onnxruntime@1.26.0"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("onnxruntime@1.26.0: only the packed version");
    }

    @Test
    void thePackedVersionChangesNothing() {
        assertThat(apply("onnxruntime@1.29.0")).isEqualTo(RUNNERS);
        assertThat(apply("onnxruntime@1.29.0", "onnxruntime@1.29.0")).isEqualTo(RUNNERS);
    }
}
