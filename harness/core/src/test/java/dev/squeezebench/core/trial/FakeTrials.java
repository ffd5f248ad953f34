package dev.squeezebench.core.trial;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.output.Expectation;
import dev.squeezebench.core.output.OutputComparison;
import dev.squeezebench.core.output.OutputTolerance;
import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Scenarios of the fake runner, as quick as a process can be. */
public final class FakeTrials {
    /** A tenth of a second in 5 blocks after a warm-up of some invocations; twenty seconds of silence are a hang. */
    static final TrialSettings SETTINGS = new TrialSettings(
            new WarmUpLimits(10_000_000, 4, 50_000_000, 1000),
            Duration.ofMillis(50),
            5,
            List.of(),
            new StallTimeout.Fixed(Duration.ofSeconds(20)));

    static final RunnerDistribution RUNNER = new RunnerDistribution(
            FakeRunner.NAME,
            FakeRunner.VERSION,
            "fake",
            List.of("cpu"),
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Path::of)
                    .collect(Collectors.toList()));

    /** A Java that starts quickly. */
    static final JvmSpec JVM = new JvmSpec(
            JvmSpec.USUAL.home(), List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), Map.of());

    private FakeTrials() {}

    /** The arm of {@link #scenario(Path, Map, double)}. */
    static Arm arm(Path folder, Map<String, String> options, double error) throws IOException {
        return arm(scenario(folder, options, error));
    }

    static Arm arm(PlannedScenario planned) {
        return new Arm(Trial.SINGLE, planned, JVM);
    }

    /** The same in one process instead of two: without JMH. */
    static Arm bare(Arm arm) {
        return new Arm(arm.name(), arm.planned(), arm.jvm().withBareLoop());
    }

    /** A scenario with its files; the expected output is twice the input, plus an error. */
    static PlannedScenario scenario(Path folder, Map<String, String> options, double error) throws IOException {
        Path expected = folder.resolve("expected-" + error + ".safetensors");
        Safetensors.write(expected, List.of(floats("x_doubled", 2, 4, 6 + error, 999)));
        return scenario(
                folder,
                options,
                new Expectation.Known(expected, "arithmetic", OutputTolerance.ofNetwork(ElementType.FLOAT32), false));
    }

    /** The same with other expectations. */
    public static PlannedScenario scenario(Path folder, Map<String, String> options, Expectation expectation)
            throws IOException {
        Path inputs = folder.resolve("inputs.safetensors");
        Safetensors.write(inputs, List.of(floats("x", 1, 2, 3, 4), ints(OutputComparison.MASK, 1, 1, 1, 0)));
        return new PlannedScenario(
                new Scenario.Builder("toy")
                        .graph("dense", "none")
                        .dtype("float32")
                        .sequenceLength(4)
                        .runtime(FakeRunner.NAME, FakeRunner.VERSION)
                        .acceleration("cpu")
                        .options(options)
                        .build(),
                RUNNER,
                inputs,
                Optional.empty(),
                inputs,
                expectation,
                Map.of(),
                options,
                List.of(),
                OptionalLong.empty());
    }

    public static Tensor floats(String name, double... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            data.putFloat((float) value);
        }
        return new Tensor(name, ElementType.FLOAT32, List.of(1L, (long) values.length), data.flip());
    }

    public static Tensor ints(String name, int... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            data.putInt(value);
        }
        return new Tensor(name, ElementType.INT32, List.of(1L, (long) values.length), data.flip());
    }
}
