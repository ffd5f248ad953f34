package dev.squeezebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.console.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not packed, and the one line that says why; a package that is, goes through a farm in {@code HostedIT}. */
class LabPackageTest {
    @TempDir
    private Path home = Path.of("unset");

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aDistribution() throws IOException {
        runner("tflite", "accelerations=xnnpack,nnapi", "phoneAccelerations=xnnpack");
        app("");
        Files.createDirectories(home.resolve("android/signer"));
    }

    private void runner(String name, String... more) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "name=" + name,
                "modelFormat=tflite",
                "runtimeVersion=1.0",
                "onProcessor=xnnpack",
                "jar=none.jar",
                "protocol=1"));
        lines.addAll(List.of(more));
        Path folder = Files.createDirectories(home.resolve("runners/" + name));
        Files.write(folder.resolve("runner.properties"), lines);
        Files.createFile(folder.resolve("none.jar"));
    }

    private void runnerInAnAppOfItsOwn(String name) throws IOException {
        runner(
                name,
                "onPhonesAlone=true",
                "accelerations=xnnpack,gpu",
                "phoneAccelerations=gpu",
                "phoneFolder=" + name);
        app(name);
    }

    private void app(String folder) throws IOException {
        Path own = Files.createDirectories(home.resolve("android").resolve(folder));
        Files.createFile(own.resolve("squeezebench-shell.jar"));
    }

    private int packed(String... plan) throws IOException {
        List<String> lines = new ArrayList<>(List.of("workload: bert-tiny", "sequence-length: 16", "quick: true"));
        lines.addAll(List.of(plan));
        return Squeezebench.execute(
                new Surroundings(home, false, false, Map.of()),
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                "lab",
                "package",
                Files.write(home.resolve("plan.yaml"), lines).toString(),
                "--out",
                home.resolve("package").toString(),
                "--cache",
                home.resolve("cache").toString());
    }

    private void assertOneLineAndNothingWritten(String... words) {
        assertThat(err.toString().strip()).hasLineCount(1).contains(words);
        assertThat(home.resolve("package")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"squeezebench-shell.jar", "signer"})
    void withoutThePhonesPartOrWhatSignsItItSaysHowToBuildThem(String missing) throws IOException {
        Files.delete(home.resolve("android").resolve(missing));

        assertThat(packed()).isEqualTo(5);
        assertOneLineAndNothingWritten("the part that runs on phones is not built", "mvn package");
    }

    @Test
    void aLaunchModeIsTheFarmsToChoose() throws IOException {
        assertThat(packed("launch: shell")).isEqualTo(2);
        assertOneLineAndNothingWritten("its launch mode is hosted: leave launch out of the plan");
    }

    @Test
    void runnersOfTwoAppsAreTwoPackages() throws IOException {
        runnerInAnAppOfItsOwn("one");
        runnerInAnAppOfItsOwn("two");

        assertThat(packed("target: [one:gpu, two:gpu]")).isEqualTo(2);
        assertOneLineAndNothingWritten("make a package of each");
    }

    @Test
    void whatTheAppLacksIsNotPacked() throws IOException {
        assertThat(packed("target: tflite:nnapi")).isEqualTo(5);
        assertOneLineAndNothingWritten("the app on phones has no delegate for nnapi");
    }

    @Test
    void whichPhonesIsNotForThePlanToSay() throws IOException {
        assertThat(packed("serial: A1", "launch: shell")).isEqualTo(2);
        assertThat(err.toString()).contains("serial, model and label of the plan are left out");
    }
}
