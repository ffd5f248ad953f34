package dev.squeezebench.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of README.md, CONTRIBUTING.md and docs/ does what they say, on the distribution that was built. It takes a
 * minute, so {@code .ci/run} calls it by name and {@code mvn verify} does not.
 */
class ManualCheck {
    private static final Path ROOT = property("root.dir");
    private static final Path LAUNCHER = property("dist.dir").resolve("squeezebench");
    private static final Map<String, Path> PROGRAMS = Map.of(
            "./squeezebench",
            LAUNCHER,
            "java",
            property("java.home").resolve("bin").resolve("java"));

    @TempDir
    private static Path folder = Path.of("unset");

    @BeforeAll
    static void aRunIsSaved() throws Exception {
        Ended run = execute(
                LAUNCHER,
                List.of(
                        "run",
                        "--workload",
                        "bert-tiny,squeezebert-tiny",
                        "--quick",
                        "--rounds",
                        "1",
                        "--out",
                        "saved"));
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    @Test
    void theReadmeShowsBothCommandsThatDoAll() throws IOException {
        assertThat(Manual.commands(ROOT)).extracting(ShownCommand::words).contains(List.of("run"));
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("mvn verify");
    }

    @Test
    void theReadmeShowsTheReportOfThePublishedRun() throws Exception {
        Path published = ROOT.resolve("results/published/x86-64-avx2-2026-11-23.jsonl");
        Ended report = execute(LAUNCHER, List.of("report", published.toString()));

        assertThat(report.exitCode()).as(report.output()).isZero();
        String printed =
                report.output().substring(report.output().indexOf('\n')).strip();
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("```text\n" + printed + "\n```");
    }

    @TestFactory
    List<DynamicTest> everyShownCommandWorks() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (ShownCommand shown : Manual.commands(ROOT)) {
            tests.add(DynamicTest.dynamicTest(shown.toString(), () -> {
                Ended ended =
                        execute(Objects.requireNonNull(PROGRAMS.get(shown.program())), shown.quick("saved", ROOT));
                assertThat(ended.exitCode()).as(ended.output()).isEqualTo(shown.exitCode());
            }));
        }
        return tests;
    }

    /** How it ended, and what it printed on both outputs. */
    private record Ended(int exitCode, String output) {}

    private static Ended execute(Path program, List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(words);
        Path output = Files.createTempFile(folder, "output-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", Objects.requireNonNull(System.getProperty("java.home")));
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        int exitCode = builder.start().waitFor();
        return new Ended(exitCode, String.join(" ", words) + '\n' + Files.readString(output));
    }

    private static Path property(String name) {
        return Path.of(Objects.requireNonNull(System.getProperty(name), () -> name + " is set by the build"));
    }
}
