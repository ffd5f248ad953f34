package dev.squeezebench.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.e2e.CommandJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of README.md, CONTRIBUTING.md and docs/ does what they say, on the distribution that was built. It takes
 * minutes, so {@code .ci/run} calls it by name and {@code mvn verify} does not.
 */
class ManualCheck {
    private static final Path ROOT = property("root.dir");
    private static final Path LAUNCHER = property("dist.dir").resolve("squeezebench");
    private static final Map<String, Path> PROGRAMS = Map.of(
            "./squeezebench",
            LAUNCHER,
            "java",
            property("java.home").resolve("bin").resolve("java"));

    private static final String SAVED = "saved";

    /** The command that the README begins with: what it saves is what the others read. */
    private static final ShownCommand FIRST = new ShownCommand("README.md", "./squeezebench", List.of("run"));

    @TempDir
    private static Path folder = Path.of("unset");

    @BeforeAll
    static void aRunIsSaved() throws Exception {
        List<String> words = new ArrayList<>(FIRST.quick(SAVED, ROOT));
        words.addAll(List.of("--out", SAVED));
        Ended run = execute(LAUNCHER, words);
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    @Test
    void theReadmeShowsBothCommandsThatDoAll() throws IOException {
        assertThat(Manual.commands(ROOT)).extracting(ShownCommand::words).contains(List.of("run"));
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("mvn verify");
    }

    @Test
    void theReadmeShowsTheReportOfThePublishedRun() throws Exception {
        Path published = ROOT.resolve("results/published/x86-64-avx512-2026-11-27.jsonl");
        Ended report = execute(LAUNCHER, List.of("report", published.toString()));

        assertThat(report.exitCode()).as(report.output()).isZero();
        String printed =
                report.output().substring(report.output().indexOf('\n')).strip();
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("```text\n" + printed + "\n```");
    }

    /** What several documents show, or what becomes the same in its quick form, is run once: the first is, by then. */
    @TestFactory
    List<DynamicTest> everyShownCommandWorks() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        Set<List<String>> done = new HashSet<>(Set.of(FIRST.quick(SAVED, ROOT)));
        for (ShownCommand shown : Manual.commands(ROOT)) {
            List<String> words = shown.quick(SAVED, ROOT);
            if (!done.add(words)) {
                continue;
            }
            tests.add(DynamicTest.dynamicTest(shown.toString(), () -> {
                long start = System.nanoTime();
                Ended ended = execute(Objects.requireNonNull(PROGRAMS.get(shown.program())), words);
                System.out.printf("%3d s  %s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), shown);
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
        builder.environment().put("JAVA_HOME", CommandJava.home());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        int exitCode = builder.start().waitFor();
        return new Ended(exitCode, String.join(" ", words) + '\n' + Files.readString(output));
    }

    private static Path property(String name) {
        return Path.of(Objects.requireNonNull(System.getProperty(name), () -> name + " is set by the build"));
    }
}
