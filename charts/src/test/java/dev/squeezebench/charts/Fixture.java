package dev.squeezebench.charts;

import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Ceilings;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Memory;
import dev.squeezebench.records.ModelFile;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Vm;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.file.Results;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/** Made-up results with the shape of real ones: latencies of the order that was seen, drift, slow first inferences. */
final class Fixture {
    static final String BERT = "bert-base-uncased";
    static final String SQUEEZE = "squeezebert-uncased";
    static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private final List<ResultRecord> records = new ArrayList<>();
    private final Random random = new Random(42);
    private final String run;

    Fixture(String run, boolean quick) {
        this(run, quick, "");
    }

    Fixture(String run, boolean quick, String machine) {
        this(run, quick, machine, Map.of("threads", "1"));
    }

    private Fixture(String run, boolean quick, String machine, Map<String, String> settings) {
        this.run = run;
        records.add(new RunRecord(run, START, "0.1.0", List.of("run"), 42, settings, quick, false, Map.of()));
        records.add(environment(machine.isEmpty() ? Optional.empty() : Optional.of(machine)));
    }

    /** Two workloads on two targets, eight rounds. */
    static Fixture published() {
        return new Fixture("r1", false)
                .models(128)
                .rounds(8, "onnxruntime", "1.29.0", "cpu", 279, 111)
                .rounds(8, "tflite", "2.21.0", "xnnpack", 229, 82);
    }

    /** The same with profiles: bert is 81% projections, SqueezeBERT 60%, and the rest of both is normalisation and softmax. */
    static Fixture profiled() {
        Fixture fixture = published();
        fixture.records.addAll(profiles("onnxruntime", "1.29.0", "cpu", 279, 111));
        fixture.records.addAll(profiles("tflite", "2.21.0", "xnnpack", 229, 82));
        return fixture;
    }

    private static List<Profile> profiles(
            String runner, String version, String acceleration, double bertMs, double squeezeMs) {
        return List.of(
                profile(
                                scenario(BERT, "dense", runner, version, acceleration, 1),
                                operator(OperatorKind.PROJECTION, bertMs * .81, 22_000_000_000L, 350_000_000),
                                operator(OperatorKind.SOFTMAX, bertMs * .05, 0, 40_000_000),
                                operator(OperatorKind.NORMALISATION, bertMs * .12, 0, 30_000_000))
                        .with(CEILINGS),
                profile(
                                scenario(SQUEEZE, "conv", runner, version, acceleration, 1),
                                operator(OperatorKind.PROJECTION, squeezeMs * .6, 7_200_000_000L, 170_000_000),
                                operator(OperatorKind.SOFTMAX, squeezeMs * .1, 0, 40_000_000),
                                operator(OperatorKind.NORMALISATION, squeezeMs * .25, 0, 30_000_000))
                        .with(CEILINGS));
    }

    /** 150 GFLOP/s, 10 GB/s beyond the caches and 30 GB/s of activations. */
    static final Ceilings CEILINGS = new Ceilings(
            List.of(new Ceilings.Product(1000, 1000, 1000, LongSeries.of(13_400_000, 13_333_333))),
            List.of(
                    new Ceilings.Scaling(16_000_000, LongSeries.of(12_800_000, 13_000_000)),
                    new Ceilings.Scaling(98_304, LongSeries.of(26_214))));

    static Profile profile(Scenario scenario, ProfiledOperator... operators) {
        return new Profile("r1", START, scenario, LongSeries.of(), List.of(operators), Optional.empty(), List.of());
    }

    static ProfiledOperator operator(OperatorKind kind, double ms, long flop, long bytes) {
        return new ProfiledOperator(
                kind.word(),
                "Op",
                "cpu",
                Optional.of("layer"),
                kind == OperatorKind.UNMAPPED ? List.of() : List.of(0),
                kind,
                1,
                List.of(),
                List.of(new TensorShape("float32", List.of(1L, 128L, 768L))),
                OptionalLong.of(flop),
                OptionalLong.of(bytes),
                LongSeries.of(Math.round(ms * 1e6), Math.round(ms * 1e6)));
    }

    /** A gate whose candidate is so many percent slower in each round, and as fast in the control rounds. */
    static Fixture gate(double[] percent, int controls) {
        Fixture gate = new Fixture(
                "r1", false, "", Map.of("max_slowdown", "0.01", "max_memory_growth", "0.05", "scenarios", "1"));
        for (int round = 1; round <= percent.length; round++) {
            gate.turns("baseline", "g1", round, 0);
            gate.turns("candidate", "g1", round, percent[round - 1]);
        }
        for (int round = 1; round <= controls; round++) {
            gate.turns("baseline", "c1", round, 0);
            gate.turns("control", "c1", round, 0);
        }
        return gate;
    }

    /**
     * Two versions of a runtime, six rounds and six profiled processes each: 100 and 112 ms, in which norms take 10 and 22, and
     * the newer one's products reach a rate that is a third lower at best.
     */
    static Fixture sides() {
        Fixture sides = new Fixture("r1", false, "", Map.of("baseline.runtime", "onnxruntime@1.26.0"));
        for (int round = 1; round <= 6; round++) {
            sides.turns("baseline", "1.26.0", "g1", round, 0);
            sides.turns("candidate", "1.29.0", "g1", round, 12);
            sides.records.add(side("baseline", "1.26.0", round, 10).with(CEILINGS));
            sides.records.add(side("candidate", "1.29.0", round, 22)
                    .with(new Ceilings(
                            List.of(new Ceilings.Product(1000, 1000, 1000, LongSeries.of(20_000_000))),
                            CEILINGS.scalings())));
        }
        return sides;
    }

    private static Profile side(String arm, String version, int process, double normsMs) {
        return profile(
                        scenario(SQUEEZE, "conv", "onnxruntime", version, "cpu", 1),
                        operator(OperatorKind.PROJECTION, 80, 7_200_000_000L, 170_000_000),
                        operator(OperatorKind.NORMALISATION, normsMs + .01 * process, 0, 30_000_000))
                .of(arm, process);
    }

    /** A long round: the one workload slows down by a third from the middle on, the other by a tenth. */
    static Fixture sustained(int minutes) {
        Fixture fixture = new Fixture("r1", false, "", Map.of("sustain", minutes + "m"));
        fixture.sustained(scenario(BERT, "dense", "tflite", "2.21.0", "xnnpack", 1), 1, minutes, 230, .1);
        fixture.sustained(scenario(SQUEEZE, "conv", "tflite", "2.21.0", "xnnpack", 1), 2, minutes, 85, .33);
        return fixture;
    }

    private void sustained(Scenario scenario, int order, int minutes, double ms, double slowed) {
        int halves = 20 * minutes;
        long[] ns = new long[halves];
        List<Samples.Turn> turns = new ArrayList<>();
        for (int half = 0; half < halves; half++) {
            double hot = Math.min(1, Math.max(0, 3.0 * half / halves - 1));
            ns[half] = nanos(ms * (1 + slowed * hot), .02);
            turns.add(new Samples.Turn(
                    half / 2 + 1, half % 2 == 0 ? order : 5 - order, 1, 3_000_000_000L * half + order));
        }
        Samples samples = new Samples(
                        OptionalLong.of(900_000_000),
                        OptionalLong.of(200_000_000),
                        LongSeries.of(),
                        LongSeries.of(ns),
                        LongSeries.of(),
                        LongSeries.of())
                .inTurns(turns, LongSeries.of(), LongSeries.of());
        records.add(trial(scenario, 1, order, samples, new TrialOutcome.Measured(), List.of()).toBuilder()
                .group(Optional.of("g1"))
                .build());
    }

    private void turns(String arm, String group, int round, double percent) {
        turns(arm, "1.29.0", group, round, percent);
    }

    private void turns(String arm, String version, String group, int round, double percent) {
        long[] ns = new long[8];
        List<Samples.Turn> turns = new ArrayList<>();
        for (int turn = 0; turn < ns.length; turn++) {
            // Half-cycles scatter by .2% around the round's median.
            ns[turn] = Math.round(1e8 * (1 + percent / 100) * (percent == 0 ? 1 : 1 + .002 * (turn % 3 - 1)));
            turns.add(new Samples.Turn(turn / 2 + 1, 1 + turn % 2, 1, turn));
        }
        Samples samples = new Samples(
                        OptionalLong.of(900_000_000),
                        OptionalLong.of(200_000_000),
                        LongSeries.of(),
                        LongSeries.of(ns),
                        LongSeries.of(),
                        LongSeries.of())
                .inTurns(turns, LongSeries.of(), LongSeries.of());
        Scenario scenario = scenario(SQUEEZE, "conv", "onnxruntime", version, "cpu", 1);
        records.add(
                trial(scenario, round, arm.equals("baseline") ? 1 : 2, samples, new TrialOutcome.Measured(), List.of())
                        .toBuilder()
                        .arm(arm)
                        .group(Optional.of(group))
                        .build());
    }

    Fixture models(int length) {
        records.add(model(BERT, "dense", length, 109_482_240, 22_346_203_136L));
        records.add(model(SQUEEZE, "conv", length, 51_100_000, 7_398_752_256L));
        return this;
    }

    Fixture rounds(int rounds, String runner, String version, String acceleration, double bertMs, double squeezeMs) {
        for (int round = 1; round <= rounds; round++) {
            double drift = 1 + .02 * random.nextGaussian();
            measured(scenario(BERT, "dense", runner, version, acceleration, 1), round, 1, bertMs * drift);
            measured(scenario(SQUEEZE, "conv", runner, version, acceleration, 1), round, 2, squeezeMs * drift);
        }
        return this;
    }

    Fixture measured(Scenario scenario, int round, int order, double ms) {
        double own = ms * (1 + .004 * random.nextGaussian());
        records.add(trial(scenario, round, order, samples(own), new TrialOutcome.Measured(), List.of()));
        return this;
    }

    Fixture warned(Scenario scenario, int round, double ms, Warning warning) {
        records.add(trial(scenario, round, 1, samples(ms), new TrialOutcome.Measured(), List.of(warning)));
        return this;
    }

    Fixture failed(Scenario scenario, int round) {
        TrialOutcome outcome = new TrialOutcome.Failed(Stage.LOAD, "out of memory");
        records.add(trial(scenario, round, 1, Samples.NONE, outcome, List.of()));
        return this;
    }

    /** Draws the report of these inputs. */
    static DrawnCharts draw(List<ChartInput> inputs, Path folder, ChartOptions options) throws ChartException {
        return ChartBook.draw(report(inputs), inputs, folder, options);
    }

    static Report report(List<ChartInput> inputs) {
        Results merged = Results.merge(inputs.stream().map(ChartInput::results).toList());
        return Report.of(merged.records(), Optional.empty(), merged.warnings());
    }

    ChartInput input(String name) {
        return new ChartInput(name, "ab".repeat(32), new Results(records, List.of()));
    }

    List<ResultRecord> records() {
        return records;
    }

    static Scenario scenario(
            String workload, String lowering, String runner, String version, String acceleration, int threads) {
        return new Scenario.Builder(workload)
                .graph(lowering, "none")
                .dtype("float32")
                .sequenceLength(128)
                .runtime(runner, version)
                .acceleration(acceleration)
                .threads(threads)
                .build();
    }

    /** The scenario's batch, all else as it is. */
    static Scenario batch(Scenario scenario, int batch) {
        return scenario.toBuilder().batch(batch).build();
    }

    /** A trial of exactly these measured samples. */
    Fixture sampled(Scenario scenario, int round, int order, long... measureNs) {
        Samples samples = new Samples(
                OptionalLong.of(900_000_000),
                OptionalLong.of(2 * measureNs[0]),
                LongSeries.of(measureNs[0]),
                LongSeries.of(measureNs),
                LongSeries.of(),
                LongSeries.of());
        records.add(trial(scenario, round, order, samples, new TrialOutcome.Measured(), List.of()));
        return this;
    }

    /** A workload over batches on one target: so long a call, and so long each sequence of it. */
    Fixture batches(
            String workload, String acceleration, int rounds, double callMs, double sequenceMs, Warning... warnings) {
        for (int round = 1; round <= rounds; round++) {
            double drift = 1 + .02 * random.nextGaussian();
            for (int batch = 1; batch <= 64; batch *= 2) {
                Scenario scenario = scenario(workload, "conv", "onnxruntime", "1.29.0", acceleration, 1).toBuilder()
                        .batch(batch)
                        .build();
                double ms = (callMs + batch * sequenceMs) * drift * (1 + .01 * random.nextGaussian());
                records.add(trial(scenario, round, batch, samples(ms), new TrialOutcome.Measured(), List.of(warnings)));
            }
        }
        return this;
    }

    private Samples samples(double ms) {
        int warmup = (int) Math.max(3, 600 / ms);
        int measure = (int) Math.max(10, 1500 / ms);
        long[] warm = new long[warmup];
        for (int i = 0; i < warmup; i++) {
            warm[i] = nanos(ms * (1 + .25 * StrictMath.exp(-i / 2.0)), .01);
        }
        long[] timed = new long[measure];
        for (int i = 0; i < measure; i++) {
            timed[i] = nanos(ms * (random.nextInt(25) == 0 ? 1.12 : 1), .006);
        }
        return new Samples(
                OptionalLong.of(nanos(900, .05)),
                OptionalLong.of(nanos(ms * 2.6, .1)),
                LongSeries.of(warm),
                LongSeries.of(timed),
                LongSeries.of(),
                LongSeries.of());
    }

    private long nanos(double ms, double spread) {
        return Math.round(ms * 1e6 * (1 + spread * Math.abs(random.nextGaussian())));
    }

    private Trial trial(
            Scenario scenario, int round, int order, Samples samples, TrialOutcome outcome, List<Warning> warnings) {
        long model = scenario.workload().equals(BERT) ? 438L << 20 : 204L << 20;
        Memory memory = new Memory(
                OptionalLong.of((62L << 20) + random.nextInt(1 << 20)),
                OptionalLong.of((90L << 20) + model),
                OptionalLong.of((118L << 20) + model * 5 / 4),
                OptionalLong.of(20 << 20),
                OptionalLong.empty());
        Instant started = START.plusSeconds(60L * round + 10L * order);
        return new Trial.Builder(run, started.plusSeconds(8), scenario)
                .modelSha256(Optional.of("cd".repeat(32)))
                .acceleration(new AccelerationUse(
                        scenario.acceleration(),
                        Optional.of(scenario.acceleration()),
                        Map.of(scenario.acceleration(), 614)))
                .place(round, order)
                .outcome(outcome)
                .samples(samples)
                .memory(memory)
                .warnings(warnings)
                .outputCheck(new OutputCheck.Checked("reference-float64", 2e-6, 3e-6, 1, 1e-4, true))
                .startedAt(started)
                .build();
    }

    private ModelRecord model(String workload, String lowering, int length, long parameters, long flop) {
        ModelFile file = new ModelFile(
                workload + ".onnx",
                "ef".repeat(32),
                parameters * 4,
                OptionalLong.of(parameters),
                OptionalLong.of(flop),
                "seed:42",
                "onnx",
                OptionalInt.of(20));
        return new ModelRecord(run, START, workload, lowering, "none", "float32", 1, OptionalInt.of(length), file);
    }

    private Environment environment(Optional<String> machine) {
        return new Environment(
                run,
                START,
                new Device("sha256:" + machine.orElse("00000000"), Device.Kind.COMPUTER, machine),
                new Environment.Host(Optional.empty(), Optional.empty(), Optional.empty(), machine, Optional.empty()),
                new Environment.Cpu(
                        Optional.of("AMD EPYC 7763 64-Core Processor"),
                        Optional.of("AuthenticAMD"),
                        List.of("avx2"),
                        OptionalInt.of(1),
                        OptionalInt.of(1),
                        2,
                        Optional.of(true),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        LongSeries.of()),
                new Environment.MainMemory(OptionalLong.of(8L << 30), OptionalLong.empty(), OptionalLong.empty()),
                new Environment.Virtualisation(
                        Optional.of("KVM"), Optional.empty(), OptionalDouble.empty(), OptionalLong.empty()),
                new Environment.Os("Debian GNU/Linux", Optional.of("12"), Optional.of("6.1.0"), "amd64"),
                Vm.named("OpenJDK 64-Bit Server VM", "Debian", "17.0.15+6", List.of()),
                new Environment.State(
                        OptionalDouble.of(.1),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        OptionalDouble.empty()));
    }
}
