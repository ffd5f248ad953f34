package dev.squeezebench.measure.trial;

import dev.squeezebench.measure.loop.MeasuringLoop;
import dev.squeezebench.measure.loop.MemoryPoint;
import dev.squeezebench.measure.loop.MemoryProbe;
import dev.squeezebench.measure.loop.Phase;
import dev.squeezebench.measure.loop.Recorder;
import dev.squeezebench.measure.loop.Recording;
import dev.squeezebench.measure.loop.Timing;
import dev.squeezebench.measure.runner.Causes;
import dev.squeezebench.measure.runner.NodePlacement;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.RuntimeUse;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Warning;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What happens inside the process of one trial, from loading the runtime to the last byte of the journal. JMH and the
 * phone only say when: {@link #prepare()}, then blocks of {@link #invoke()} closed by {@link #endBlock}, then {@link
 * #finish()}.
 *
 * <p>Whatever goes wrong is journaled with its stage and thrown on.
 */
public final class TrialScript implements AutoCloseable {
    private static final int CAPACITY = 1 << 14;

    private final TrialRequest request;
    private final Runner runner;
    private final MeasuringLoop loop;
    private final MemoryProbe memory;
    private final TrialJournal journal;
    private final Recorder recorder;
    private Stage stage = Stage.START;
    private Optional<Session> open = Optional.empty();

    /**
     * What follows when everything is measured, in this order. Whoever reads the device from outside takes the begin of {@link
     * Stage#OUTPUT_CHECK} for the end of what was measured: a step behind it may open the model a second time.
     */
    private final List<Step> afterMeasuring =
            Arrays.asList(this::saveMemory, () -> enter(Stage.OUTPUT_CHECK), this::saveOutputs, this::savePlacement);

    /**
     * A trial that has not begun.
     *
     * @param journal closed with this
     */
    public TrialScript(
            TrialRequest request, Runner runner, MeasuringLoop loop, MemoryProbe memory, TrialJournal journal) {
        this.request = request;
        this.runner = runner;
        this.loop = loop;
        this.memory = memory;
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
            warmUp(session);
            enter(Stage.MEASURE);
            memory.startPeak();
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
        journal.samples(phase, recorder.samples(0));
        recorder.clear();
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
        MeasuringLoop.Opened opened = loop.open(runner, request.session());
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

    private void saveMemory() throws IOException {
        journal.memory(MemoryPoint.PEAK, memory.peak());
        journal.memory(MemoryPoint.HEAP, heap());
    }

    private void saveOutputs() throws RunnerException, IOException {
        if (request.outputs().isPresent()) {
            Safetensors.write(request.outputs().get(), session().outputs());
            journal.outputs(request.outputs().get());
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
        recorder.clear();
    }

    /** Saves warm-up samples as they come; the recorder keeps them, because the trend is judged on the latest. */
    private final class WarmUpSaver implements MeasuringLoop.BetweenInvocations {
        private int saved;

        @Override
        public void pause() throws IOException {
            journal.samples(Phase.WARMUP, recorder.samples(saved));
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
