package dev.squeezebench.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerDistributionTest {
    private final Path distribution;

    RunnerDistributionTest(@TempDir Path distribution) {
        this.distribution = distribution;
    }

    @Test
    void finds_runners_by_their_descriptors_in_order_of_names() throws IOException {
        Path tflite = runner(
                "tflite",
                "name=tflite\nruntimeVersion=1.0\nmodelFormat=tflite\naccelerations=xnnpack, builtin\nonProcessor=xnnpack,builtin\njar=b.jar\n");
        Path onnx = runner(
                "onnxruntime",
                "name=onnxruntime\nruntimeVersion=1.0\nmodelFormat=onnx\naccelerations=cpu\nonProcessor=cpu\njar=b.jar\n");
        Files.createDirectories(distribution.resolve("runners/stray"));

        assertThat(RunnerDistribution.find(distribution))
                .extracting(RunnerDistribution::info, RunnerDistribution::classPath)
                .containsExactly(
                        tuple(
                                new RunnerInfo("onnxruntime", "1.0", "onnx", List.of("cpu"), List.of("cpu")),
                                List.of(onnx)),
                        tuple(
                                new RunnerInfo(
                                        "tflite",
                                        "1.0",
                                        "tflite",
                                        List.of("xnnpack", "builtin"),
                                        List.of("xnnpack", "builtin")),
                                List.of(tflite)));
    }

    @Test
    void theDescriptorNamesTheVariablesOfItsProcesses() throws IOException {
        runner("r", """
                name=r
                runtimeVersion=1.0
                modelFormat=onnx
                accelerations=cpu
                onProcessor=cpu
                jar=b.jar
                environment.QUIET=1
                probeEnvironment.LOUD=a,b
                """);

        RunnerDistribution runner = RunnerDistribution.find(distribution).get(0);
        assertThat(runner.environment()).containsExactlyEntriesOf(Map.of("QUIET", "1"));
        assertThat(runner.probeEnvironment()).containsExactlyEntriesOf(Map.of("LOUD", "a,b"));
    }

    @Test
    void an_acceleration_that_is_not_on_the_processor_is_on_a_device() throws IOException {
        runner(
                "a",
                "name=a\nruntimeVersion=1.0\nmodelFormat=onnx\naccelerations=cpu,cuda\nonProcessor=cpu\njar=b.jar\n");
        RunnerDistribution runner = RunnerDistribution.find(distribution).get(0);
        assertThat(runner.info().isOnDevice("cuda")).isTrue();
        assertThat(runner.info().isOnDevice("cpu")).isFalse();
    }

    @Test
    void a_descriptor_may_name_a_native_library_in_its_folder() throws IOException {
        runner("onnxruntime", """
                name=onnxruntime
                runtimeVersion=1.0
                modelFormat=onnx
                accelerations=cpu
                onProcessor=cpu
                jar=b.jar
                nativeLibrary=native/libonnxruntime.so
                """);

        assertThat(RunnerDistribution.find(distribution).get(0).nativeLibrary())
                .contains(distribution
                        .resolve("runners/onnxruntime/native/libonnxruntime.so")
                        .toAbsolutePath());
    }

    @Test
    void another_runtime_goes_in_front() {
        RunnerDistribution runner = new RunnerDistribution("r", "1.0", "onnx", List.of(), List.of(Path.of("own.jar")));

        RunnerDistribution other = runner.inVersion("0.9", List.of(Path.of("other.jar")));

        assertThat(other.classPath()).containsExactly(Path.of("other.jar"), Path.of("own.jar"));
        assertThat(other.runtimeVersion()).isEqualTo("0.9");
    }

    @Test
    void a_descriptor_without_a_key_or_a_jar_is_refused_by_name() throws IOException {
        runner("a", "name=a\nruntimeVersion=1.0\naccelerations=cpu\nonProcessor=cpu\njar=b.jar\n");
        assertThatThrownBy(() -> RunnerDistribution.find(distribution))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("has no 'modelFormat': build the distribution again");

        runner("a", "name=a\nruntimeVersion=1.0\nmodelFormat=onnx\naccelerations=cpu\nonProcessor=cpu\njar=gone.jar\n");
        assertThatThrownBy(() -> RunnerDistribution.find(distribution))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("names gone.jar, which is not there: build it again");
    }

    private Path runner(String name, String descriptor) throws IOException {
        Path folder = Files.createDirectories(distribution.resolve("runners").resolve(name));
        Files.writeString(folder.resolve("runner.properties"), descriptor);
        return Files.write(folder.resolve("b.jar"), new byte[0]);
    }

    @Test
    void anotherVersionThanTheOneAskedForIsAProblemUnlessTheLibraryIsTheUsers() {
        RunnerDistribution runner =
                new RunnerDistribution("ort", "1.26.0", "onnx", List.of("cpu"), List.of(Path.of("benchmarks.jar")));
        assertThat(runner.versionProblem("1.26.0")).isEmpty();
        assertThat(runner.versionProblem("1.29.0")).hasValueSatisfying(line -> assertThat(line)
                .startsWith("ort 1.26.0 was asked for, and 1.29.0 was loaded: "));
        assertThat(runner.on(Path.of("libonnxruntime.so")).versionProblem("1.30.0"))
                .isEmpty();
    }
}
