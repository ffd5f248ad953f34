package dev.squeezebench.measure.trial;

import dev.squeezebench.measure.loop.MeasuringLoop;
import dev.squeezebench.measure.loop.MemoryPoint;
import dev.squeezebench.measure.loop.MemoryProbe;
import dev.squeezebench.measure.loop.Phase;
import dev.squeezebench.measure.loop.Recorder;
import dev.squeezebench.measure.loop.Recording;
import dev.squeezebench.measure.loop.Timing;
import dev.squeezebench.measure.loop.WitnessProbe;
import dev.squeezebench.measure.runner.Causes;
import dev.squeezebench.measure.runner.NodePlacement;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.turn.Turn;
import dev.squeezebench.measure.turn.TurnAddress;
import dev.squeezebench.records.Injection;
import dev.squeezebench.records.RuntimeUse;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.Witness;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What happens inside the process of one trial, from loading the runtime to the last byte of the journal. JMH and the
 * phone only say when: {@link #prepare()}, then blocks of {@link #invoke()} closed by {@link #endBlock}, or turns of {@link
 * #work} closed by {@link #endTurn}, then {@link #finish()}.
 *
 * <p>Whatever goes wrong is journaled with its stage and thrown on.
 */
public final class TrialScript implements AutoCloseable {
    private static final int CAPACITY = 1 << 14;

    private static final int LEAST_ALONE = 10;
    private static final int MOST_ALONE = 20;
    private static final long SHORT_BLOCK_NS = 1_000_000_000;

    private final TrialRequest request;
    private final Runner runner;
    private final MeasuringLoop loop;
    private final MemoryProbe memory;
    private final WitnessProbe witnesses;
    private final TrialJournal journal;
    private final Recorder recorder;
    private long latencyNs = 1;
    private Stage stage = Stage.START;
    private Optional<Session> open = Optional.empty();
    private boolean firstOfCycle;
    private boolean witnessed;

    /**
     * What follows when everything is measured, in this order. Whoever reads the device from outside takes the begin of {@link
     * Stage#OUTPUT_CHECK} for the end of what was measured: a step behind it may open the model a second time.
     */
    private final List<Step> afterMeasuring = Arrays.asList(
            this::saveWitnesses,
            this::saveMemory,
            () -> enter(Stage.OUTPUT_CHECK),
            this::saveLastOutputs,
            this::invokePadded,
            this::savePlacement);

    /**
     * A trial that has not begun.
     *
     * @param journal closed with this
     */
    public TrialScript(
            TrialRequest request,
            Runner runner,
            MeasuringLoop loop,
            MemoryProbe memory,
            WitnessProbe witnesses,
            TrialJournal journal) {
        this.request = request;
        this.runner = runner;
        this.loop = request.injected()
                .map(injected -> loop.slowed(() -> slowDown(injected)))
                .orElse(loop);
        this.memory = memory;
        this.witnesses = witnesses;
        this.journal = journal;
        this.recorder = loop.recorder(CAPACITY);
    }

    /** Loads the model, runs the first inference and warms up. */
    public void prepare() throws RunnerException, IOException {
        journaled(() -> {
            List<Tensor> inputs = Safetensors.read(request.inputs());
            runner.initialize();
            Session session = load(inputs);
            firstInference(session);
            if (request.firstOutputs()) {
                saveOutputs();
            }
            warmUp(session);
            enter(Stage.MEASURE);
            memory.startPeak();
            witnesses.start();
        });
    }

    /** One timed invocation. */
    public void invoke() throws RunnerException {
        try {
            loop.invoke(session(), recorder);
        } catch (RunnerException | RuntimeException | Error e) {
            journalFailure(e);
            throw e;
        }
    }

    /** Saves the samples since the last block. */
    public void endBlock(Phase phase) throws IOException {
        memory.betweenBlocks();
        journal.samples(phase, Optional.empty(), recorder.samples(0));
        recorder.clear();
    }

    /** The timed invocations of a turn. */
    public void work(Turn turn) throws RunnerException, IOException {
        if (turn.kind() != Turn.Kind.WARM_UP && turn.kind() != Turn.Kind.MEASURE) {
            // Within the cycles nothing is read: the next turn would begin with the caches of that.
            saveWitnesses();
        }
        firstOfCycle = turn.kind() == Turn.Kind.MEASURE && turn.place() == 1;
        if (request.bareLoop()) {
            invokeBare(invocations(turn.kind()));
            return;
        }
        for (int left = invocations(turn.kind()); left > 0; left--) {
            invoke();
        }
    }

    private void invokeBare(int count) throws RunnerException {
        try {
            loop.bare(session(), count, recorder);
        } catch (RunnerException | RuntimeException | Error e) {
            journalFailure(e);
            throw e;
        }
    }

    private int invocations(Turn.Kind kind) {
        return switch (kind) {
            case WARM_UP, MEASURE -> perTurn();
            case ALONE -> MOST_ALONE * latencyNs <= SHORT_BLOCK_NS ? MOST_ALONE : LEAST_ALONE;
            default -> 0;
        };
    }

    /** Invocations of one turn: counted once the warm-up tells how long one takes, and kept. */
    private int perTurn() {
        long leastNs = request.turns().map(TurnAddress::leastTurnNs).orElse(TurnAddress.USUAL_TURN_NS);
        return (int) Math.max(1, -Math.floorDiv(-leastNs, latencyNs));
    }

    /** Time that a turn takes, by the warm-up. */
    public long turnNs() {
        return perTurn() * latencyNs;
    }

    /** Saves the samples of a turn. */
    public void endTurn(Turn turn) throws IOException {
        if (turn.kind() == Turn.Kind.MEASURE) {
            memory.betweenBlocks();
            journal.samples(Phase.MEASURE, Optional.of(turn), recorder.samples(0));
        } else if (recorder.size() > 0) {
            journal.samples(
                    turn.kind() == Turn.Kind.ALONE ? Phase.ALONE : Phase.WARMUP, Optional.empty(), recorder.samples(0));
        }
        recorder.clear();
        if (turn.kind() == Turn.Kind.WARM_UP) {
            witnesses.start();
        }
    }

    /** Saves what is known once the last block has ended. */
    public void finish() throws RunnerException, IOException {
        journaled(() -> {
            for (Step step : afterMeasuring) {
                step.run();
            }
            journal.done();
        });
    }

    /** Closes the model, when one is open, and the journal. */
    @Override
    public void close() throws RunnerException, IOException {
        try {
            if (open.isPresent()) {
                open.get().close();
            }
        } finally {
            journal.close();
        }
    }

    private Session load(List<Tensor> inputs) throws RunnerException, IOException {
        enter(Stage.LOAD);
        journal.memory(MemoryPoint.BEFORE_LOAD, memory.resident());
        MeasuringLoop.Opened opened = loop.open(runner, request.session().with(inputs));
        Session session = opened.session();
        open = Optional.of(session);
        journal.timing(Phase.LOAD, opened.timing());
        SessionInfo info = session.info();
        journal.session(
                info.runtime().version(),
                info.acceleration(),
                new RuntimeUse(Optional.of(info.runtime().build()), info.settings()));
        for (Warning warning : session.info().warnings()) {
            journal.warning(warning);
        }
        NodePlacement soFar = new NodePlacement(session.info().acceleration(), Collections.emptyList());
        if (request.session().fullPlacement() && soFar.acceleration().placedNodes() > 0) {
            // Where the runtime knows it by now, nothing has to be measured first.
            soFar.insistOnFull();
        }
        session.bind(inputs);
        journal.memory(MemoryPoint.AFTER_LOAD, memory.resident());
        return session;
    }

    private double slowDown(Injection injected) {
        return injected.slowDown() + (firstOfCycle ? injected.firstTurn() : 0);
    }

    private void saveWitnesses() throws IOException {
        if (!witnessed) {
            witnessed = true;
            for (Witness witness : witnesses.sinceStart()) {
                journal.witness(witness);
            }
        }
    }

    private void saveMemory() throws IOException {
        journal.memory(MemoryPoint.PEAK, memory.peak());
        journal.memory(MemoryPoint.HEAP, heap());
    }

    private void saveLastOutputs() throws RunnerException, IOException {
        if (!request.firstOutputs()) {
            saveOutputs();
        }
    }

    private void saveOutputs() throws RunnerException, IOException {
        if (request.outputs().isPresent()) {
            Safetensors.write(request.outputs().get(), session().outputs());
            journal.outputs(request.outputs().get());
        }
    }

    /** The timed inputs are full-length ones: what a model makes of a mask is seen here. */
    private void invokePadded() throws RunnerException, IOException {
        if (request.padded().isPresent()) {
            TrialRequest.PaddedInvocation padded = request.padded().get();
            session().reset();
            session().bind(Safetensors.read(padded.inputs()));
            loop.invoke(session(), recorder);
            recorder.clear();
            Safetensors.write(padded.outputs(), session().outputs());
            journal.paddedOutputs(padded.outputs());
        }
    }

    private void savePlacement() throws RunnerException, IOException {
        NodePlacement placed = session().placed();
        if (!placed.acceleration().equals(session().info().acceleration())) {
            journal.placed(placed.acceleration());
        }
        for (Warning warning : placed.warnings()) {
            journal.warning(warning);
        }
        if (request.session().fullPlacement()) {
            placed.insistOnFull();
        }
    }

    private void firstInference(Session session) throws RunnerException, IOException {
        enter(Stage.FIRST_INFERENCE);
        loop.invoke(session, recorder);
        Recording only = recorder.samples(0);
        journal.timing(
                Phase.FIRST_INFERENCE,
                new Timing(
                        only.ns().get(0),
                        only.cpuNs().isEmpty()
                                ? OptionalLong.empty()
                                : OptionalLong.of(only.cpuNs().get(0))));
        recorder.clear();
    }

    private void warmUp(Session session) throws RunnerException, IOException {
        enter(Stage.WARM_UP);
        journal.warmUp(loop.warmUp(session, request.warmUp(), recorder, new WarmUpSaver()));
        long[] sorted = recorder.ns(0).toArray();
        Arrays.sort(sorted);
        latencyNs = sorted[sorted.length / 2];
        recorder.clear();
    }

    /** Saves warm-up samples as they come; the recorder keeps them, because the trend is judged on the latest. */
    private final class WarmUpSaver implements MeasuringLoop.BetweenInvocations {
        private int saved;

        @Override
        public void pause() throws IOException {
            journal.samples(Phase.WARMUP, Optional.empty(), recorder.samples(saved));
            saved = recorder.size();
        }
    }

    private Session session() {
        return open.orElseThrow(() -> new IllegalStateException("prepare() opens the model"));
    }

    private static MemoryProbe.Value heap() {
        Runtime jvm = Runtime.getRuntime();
        return new MemoryProbe.Value(OptionalLong.of(jvm.totalMemory() - jvm.freeMemory()), "Runtime");
    }

    private void enter(Stage next) throws IOException {
        stage = next;
        journal.enter(next);
    }

    /** Part of a trial. */
    private interface Step {
        void run() throws RunnerException, IOException;
    }

    private void journaled(Step step) throws RunnerException, IOException {
        try {
            step.run();
        } catch (RunnerException | IOException | RuntimeException | Error e) {
            journalFailure(e);
            throw e;
        }
    }

    private void journalFailure(Throwable cause) {
        try {
            if (cause instanceof UnsupportedByRunnerException) {
                journal.unsupported(Causes.inOneLine(cause));
            } else {
                journal.failed(stage, Causes.inOneLine(cause));
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
