package dev.squeezebench.results;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Records with every field set, and records with as little as possible. */
public final class Examples {
    public static final Instant AT = Instant.parse("2026-11-23T12:34:56.789Z");
    public static final String RUN = "r-7f3a";
    public static final Scenario SQUEEZE = scenario("squeezebert-uncased", "conv", Map.of());
    public static final Scenario BERT = scenario("bert-base-uncased", "dense", Map.of());

    private Examples() {}

    public static Scenario scenario(String workload, String lowering, Map<String, String> options) {
        return new Scenario(workload, lowering, "none", "float32", 1, 128, "onnxruntime", "1.29.0", "cpu", 1, options);
    }

    public static RunRecord run() {
        return run(RUN, false);
    }

    public static RunRecord run(String run, boolean quick) {
        return new RunRecord(
                run,
                AT,
                "0.1.0",
                List.of("run", "--out", "sha256:0badcafe"),
                42,
                Map.of("rounds", "6", "interval", "1%"),
                quick,
                false,
                Map.of());
    }

    public static Environment environment() {
        return environment(RUN);
    }

    public static Environment environment(String run) {
        return new Environment(
                run,
                AT,
                new Environment.Host(
                        Optional.of("sha256:11111111"),
                        Optional.of("sha256:22222222"),
                        Optional.of("Dell Inc."),
                        Optional.of("PowerEdge R650"),
                        Optional.of("sha256:33333333")),
                new Environment.Cpu(
                        "AMD EPYC 7763 64-Core Processor",
                        Optional.of("AuthenticAMD"),
                        List.of("fma", "avx2"),
                        OptionalInt.of(1),
                        OptionalInt.of(2),
                        4,
                        Optional.of(true),
                        List.of(
                                new Environment.Cache(1, "data", 32_768),
                                new Environment.Cache(3, "unified", 33_554_432)),
                        Optional.of("performance"),
                        Optional.of(false),
                        OptionalLong.of(3_500_000_000L),
                        LongSeries.of(2_450_000_000L, 2_450_000_000L, 2_449_000_000L, 2_450_000_000L)),
                new Environment.MainMemory(
                        OptionalLong.of(16_000_000_000L), OptionalLong.of(12_000_000_000L), OptionalLong.of(0)),
                new Environment.Virtualisation(
                        Optional.of("KVM"),
                        Optional.of("docker"),
                        OptionalDouble.of(1.5),
                        OptionalLong.of(8_000_000_000L)),
                new Environment.Os("Debian GNU/Linux", Optional.of("12"), Optional.of("6.1.0-18-amd64"), "amd64"),
                new Environment.Jdk("Eclipse Adoptium", "17.0.12+7", "OpenJDK 64-Bit Server VM", List.of("-Xmx1g")),
                new Environment.State(
                        OptionalDouble.of(0.25),
                        OptionalDouble.of(0.001),
                        OptionalDouble.of(51.5),
                        Optional.of("mains"),
                        OptionalDouble.of(0.8)));
    }

    public static Environment bareEnvironment() {
        return new Environment(
                RUN,
                AT,
                new Environment.Host(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                new Environment.Cpu(
                        "unknown-model",
                        Optional.empty(),
                        List.of(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        1,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        LongSeries.of()),
                new Environment.MainMemory(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()),
                new Environment.Virtualisation(
                        Optional.empty(), Optional.empty(), OptionalDouble.empty(), OptionalLong.empty()),
                new Environment.Os("Linux", Optional.empty(), Optional.empty(), "aarch64"),
                new Environment.Jdk("Debian", "17.0.9", "OpenJDK", List.of()),
                new Environment.State(
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        OptionalDouble.empty()));
    }

    public static ModelRecord model() {
        return model("squeezebert-uncased", "conv", 7_400_000_000L);
    }

    public static ModelRecord model(String workload, String lowering, long flop) {
        return new ModelRecord(
                RUN,
                AT,
                workload,
                lowering,
                "none",
                "float32",
                1,
                128,
                new ModelFile(
                        "models/" + workload + ".onnx",
                        Digests.sha256(workload),
                        204_400_000,
                        OptionalLong.of(51_100_000),
                        OptionalLong.of(flop),
                        "seed:42",
                        "onnx",
                        OptionalInt.of(20)));
    }

    public static Trial trial() {
        return new Trial(
                RUN,
                AT,
                scenario("squeezebert-uncased", "conv", Map.of("spinning", "off")),
                Optional.of(Digests.sha256("squeezebert-uncased")),
                new AccelerationUse("cpu", Optional.of("cpu"), Map.of("cpu", 304)),
                new RuntimeUse(Optional.of("git-commit-id=abc"), Map.of("intra_op_threads", "1")),
                1,
                2,
                Trial.SINGLE,
                new TrialOutcome.Measured(),
                new Samples(
                        OptionalLong.of(150_000_000),
                        OptionalLong.of(70_000_000),
                        LongSeries.of(60_000_000, 59_000_000),
                        LongSeries.of(56_000_000, 57_000_000, 56_500_000),
                        LongSeries.of(60_100_000, 59_100_000),
                        LongSeries.of(56_100_000, 57_100_000, 56_600_000)),
                new Memory(
                        OptionalLong.of(100_000_000),
                        OptionalLong.of(400_000_000),
                        OptionalLong.of(450_000_000),
                        OptionalLong.of(20_000_000),
                        OptionalLong.of(1)),
                List.of(new Reading("cpu_temperature", 51.5, "celsius", "oshi", "before")),
                List.of(new Warning("contended", "other tasks took 12% of the CPU", "stop what else is running")),
                new OutputCheck.Checked(
                        "reference-float64",
                        2.4e-6,
                        1.1e-6,
                        0.9999999,
                        1e-4,
                        true,
                        List.of(
                                new OutputError("last_hidden_state", 2.4e-6, 1.1e-6, 0.9999999, 1e-4),
                                new OutputError("pooler_output", 1e-7, 2e-7, 1, 1e-4))),
                AT.minusSeconds(5));
    }

    /** A trial that did not measure. */
    public static Trial ended(TrialOutcome outcome, OutputCheck check) {
        return new Trial(
                RUN,
                AT,
                SQUEEZE,
                Optional.empty(),
                new AccelerationUse("cpu", Optional.empty(), Map.of()),
                RuntimeUse.UNKNOWN,
                1,
                1,
                Trial.SINGLE,
                outcome,
                Samples.NONE,
                Memory.UNKNOWN,
                List.of(),
                List.of(),
                check,
                AT);
    }

    /** A measured trial whose median is the given one. */
    public static Trial measured(String run, Scenario scenario, int round, long medianNs) {
        return new Trial(
                run,
                AT,
                scenario,
                Optional.of(Digests.sha256(scenario.workload())),
                new AccelerationUse(scenario.acceleration(), Optional.of(scenario.acceleration()), Map.of()),
                RuntimeUse.UNKNOWN,
                round,
                1,
                Trial.SINGLE,
                new TrialOutcome.Measured(),
                new Samples(
                        OptionalLong.of(1),
                        OptionalLong.of(1),
                        LongSeries.of(),
                        LongSeries.of(medianNs - 1000, medianNs, medianNs + 1000),
                        LongSeries.of(),
                        LongSeries.of()),
                new Memory(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(400_000_000L + round),
                        OptionalLong.empty(),
                        OptionalLong.empty()),
                List.of(),
                List.of(),
                new OutputCheck.Checked("reference-float64", 1e-6, 1e-6, 1, 1e-4, true),
                AT.plusSeconds(round));
    }

    public static Comparison comparison() {
        return new Comparison(
                RUN,
                AT,
                SQUEEZE.id(),
                BERT.id(),
                Comparison.LATENCY,
                2.5,
                new Spread.Interval(2.4, 2.6, 0.95, "student_t_log"),
                List.of(new RoundRatio(RUN, 1, 2.45), new RoundRatio(RUN, 2, 2.55)));
    }

    public static Comparison rangeComparison() {
        return new Comparison(
                RUN,
                AT,
                SQUEEZE.id(),
                BERT.id(),
                Comparison.LATENCY,
                2.5,
                new Spread.Range(2.45, 2.55),
                List.of(new RoundRatio(RUN, 1, 2.45), new RoundRatio(RUN, 2, 2.55)));
    }

    /** One of every shape of record; the run comes first. */
    public static List<ResultRecord> all() {
        return Arrays.asList(
                run(),
                environment(),
                bareEnvironment(),
                model(),
                trial(),
                ended(new TrialOutcome.Invalid(List.of("contended", "throttled")), trial().outputCheck()),
                ended(
                        new TrialOutcome.Unsupported("no WebGPU adapter"),
                        new OutputCheck.NotChecked("there are no outputs")),
                ended(
                        new TrialOutcome.Failed(Stage.OUTPUT_CHECK, "the outputs are no numbers"),
                        new OutputCheck.Incomparable("reference-float64", "pooler_output holds 3 NaN")),
                comparison(),
                rangeComparison());
    }
}
