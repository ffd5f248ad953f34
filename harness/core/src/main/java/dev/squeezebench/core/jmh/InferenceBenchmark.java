package dev.squeezebench.core.jmh;

import dev.squeezebench.measure.loop.MeasuringLoop;
import dev.squeezebench.measure.loop.Phase;
import dev.squeezebench.measure.runner.InstalledRunners;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.trial.TrialJournal;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.measure.trial.TrialScript;
import dev.squeezebench.measure.turn.Turn;
import dev.squeezebench.measure.turn.TurnClient;
import dev.squeezebench.records.Vm;
import dev.squeezebench.records.Warning;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * One inference. Loading, the first inference and the warm-up until steady happen in the set-up, so JMH needs no warm-up
 * iterations of its own. JMH's score is a mean per call, for those who run the jar by hand; the samples of a trial come
 * from the journal. In a round of turns an iteration is a turn, in mode {@link Mode#SingleShotTime}: it waits for the turn in
 * its set-up, outside of every clock. Asking for the next turn ends the last one, so that what JMH does between iterations
 * is over when another process works.
 *
 * <p>Parameters: {@code request} names a request file and makes the others void; without one the others say what to
 * measure.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = InferenceBenchmark.BLOCKS, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class InferenceBenchmark {
    /** JMH's parameters cannot be absent. */
    public static final String NONE = "none";

    static final int BLOCKS = 10;

    @Param(NONE)
    public String request;

    @Param("squeezebert-uncased")
    public String workload;

    @Param(NONE)
    public String model;

    @Param(NONE)
    public String shape;

    @Param("auto")
    public String lowering;

    @Param("auto")
    public String fusion;

    @Param(ByHand.DEFAULT)
    public String acceleration;

    @Param("1")
    public int threads;

    @Param("1")
    public int batch;

    @Param("128")
    public int sequenceLength;

    private TrialScript body;
    private Phase phase = Phase.MEASURE;
    private Optional<TurnClient> turns = Optional.empty();
    private Optional<Turn> turn = Optional.empty();

    /** Only JMH makes one, and sets every field before the first call. */
    @SuppressWarnings("NullAway.Init")
    public InferenceBenchmark() {}

    /** Loads the model, runs the first inference and warms up. */
    @Setup(Level.Trial)
    public void prepare() throws RunnerException, IOException {
        InstalledRunners runners = InstalledRunners.load();
        Optional<TrialRequest> requested =
                request.equals(NONE) ? Optional.empty() : Optional.of(TrialRequestFile.read(Path.of(request)));
        Runner runner = requested.isPresent() ? runners.named(requested.get().runner()) : runners.only();
        TrialRequest trial = requested.isPresent() ? requested.get() : byHand().resolve(runner);
        TrialJournal journal = trial.journal().isPresent()
                ? TrialJournal.appendTo(trial.journal().get())
                : new TrialJournal(OutputStream.nullOutputStream(), Path.of(NONE), Clock.systemUTC());
        journal.vm(vm());
        Optional<Warning> warning = ProcessorPinning.pin(trial.cpus());
        if (warning.isPresent()) {
            journal.warning(warning.get());
        }
        body = new TrialScript(
                trial,
                runner,
                new MeasuringLoop(
                        trial.bareLoop() ? dev.squeezebench.measure.loop.Clock.wallOnly() : ProcessClocks.finest()),
                OshiMemoryProbe.orProc(),
                PerfWitnessProbe.ofThisThread(),
                journal);
        if (trial.turns().isPresent()) {
            TurnClient client = TurnClient.connect(trial.turns().get());
            turns = Optional.of(client);
            client.next();
        }
        body.prepare();
    }

    /** Waits for a turn, or learns whether JMH warms up, for those who ask for it by {@code -wi}. */
    @Setup(Level.Iteration)
    public void begin(IterationParams iteration) throws IOException {
        begin();
        phase = iteration.getType() == IterationType.WARMUP ? Phase.WARMUP : Phase.MEASURE;
    }

    /** The same without JMH. */
    public void begin() throws IOException {
        if (turns.isPresent()) {
            turn = Optional.of(turns.get().next(body.turnNs()));
        }
    }

    /** The measured call; in turns those of a whole turn, which the loop counts and times one by one. */
    @Benchmark
    public void inference() throws RunnerException, IOException {
        if (turn.isPresent()) {
            body.work(turn.get());
        } else {
            body.invoke();
        }
    }

    /** Saves the samples of an iteration. */
    @TearDown(Level.Iteration)
    public void save() throws IOException {
        if (turn.isPresent()) {
            body.endTurn(turn.get());
        } else {
            body.endBlock(phase);
        }
    }

    /** Saves outputs and memory; in turns, when its last turn comes. */
    @TearDown(Level.Trial)
    public void finish() throws RunnerException, IOException {
        try (TrialScript ended = body) {
            if (turns.isPresent()) {
                turns.get().next();
            }
            ended.finish();
        } finally {
            if (turns.isPresent()) {
                turns.get().close();
            }
        }
    }

    private static Vm vm() {
        return Vm.named(
                System.getProperty("java.vm.name", ""),
                System.getProperty("java.vendor", ""),
                System.getProperty("java.runtime.version", ""),
                List.of());
    }

    private ByHand byHand() {
        return new ByHand(model, shape, workload, lowering, fusion, acceleration, threads, batch, sequenceLength);
    }
}
