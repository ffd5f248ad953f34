package dev.squeezebench.measure.loop;

import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;

/**
 * The only class that reads a clock around {@link Session#invoke()}. JMH's benchmark method, a gate's worker and a phone
 * call it and add nothing.
 *
 * <p>The wall clock is the inner one: reading the CPU clock costs more and is not part of the latency.
 */
public final class MeasuringLoop {
    private static final long LOOK_INTERVAL_NS = 125_000_000;

    private final Clock clock;
    private final boolean cpu;
    private final boolean knowsProcessor;
    private final Optional<DoubleSupplier> slowDown;

    public MeasuringLoop(Clock clock) {
        this(clock, Optional.empty());
    }

    private MeasuringLoop(Clock clock, Optional<DoubleSupplier> slowDown) {
        this.clock = clock;
        this.cpu = clock.hasCpu();
        this.knowsProcessor = clock.hasProcessor();
        this.slowDown = slowDown;
    }

    /** An empty recorder for this loop's clocks. */
    public Recorder recorder(int capacity) {
        return new Recorder(capacity, cpu, knowsProcessor);
    }

    /**
     * A model that was opened.
     *
     * @param session open, nothing bound
     * @param timing of the opening
     */
    public record Opened(Session session, Timing timing) {}

    /** Called between two invocations, outside the clock, so that samples can be saved while a phase goes on. */
    @FunctionalInterface
    public interface BetweenInvocations {
        /** Called at most every eighth of a second. */
        void pause() throws IOException;
    }

    /** Opens a model and times it. */
    public Opened open(Runner runner, SessionRequest request) throws RunnerException {
        long cpu0 = cpu ? clock.cpuNs() : 0;
        long t0 = clock.wallNs();
        Session session = runner.open(request);
        long t1 = clock.wallNs();
        long cpu1 = cpu ? clock.cpuNs() : 0;
        return new Opened(session, new Timing(t1 - t0, cpu ? OptionalLong.of(cpu1 - cpu0) : OptionalLong.empty()));
    }

    /**
     * A loop whose invocations take longer by a share of their own time, in which the processor is busy: within the timed
     * call, as if the model were slower.
     *
     * @param share asked at each invocation, 0 at least
     */
    public MeasuringLoop slowed(DoubleSupplier share) {
        return new MeasuringLoop(clock, Optional.of(share));
    }

    /** One timed invocation: the last one's results are released before, and room is made for the sample. */
    public void invoke(Session session, Recorder recorder) throws RunnerException {
        session.reset();
        recorder.makeRoom();
        int processor = knowsProcessor ? clock.processor() : 0;
        long cpu0 = cpu ? clock.cpuNs() : 0;
        long t0 = clock.wallNs();
        session.invoke();
        if (slowDown.isPresent()) {
            keepBusy(t0, slowDown.get().getAsDouble());
        }
        long t1 = clock.wallNs();
        long cpu1 = cpu ? clock.cpuNs() : 0;
        recorder.add(t0, t1 - t0, cpu1 - cpu0, processor);
    }

    /** Reading the clock is the work. */
    private void keepBusy(long begin, double share) {
        long took = clock.wallNs() - begin;
        long end = begin + took + Math.round(took * share);
        long now = begin;
        while (now < end) {
            now = clock.wallNs();
        }
    }

    /**
     * Invocations in a plain loop, with nothing of ours between them but two readings of the wall clock: what {@link #invoke} is
     * compared with, to know what it costs to be measured. They are recorded when all are done.
     */
    public void bare(Session session, int count, Recorder recorder) throws RunnerException {
        long[] start = new long[count];
        long[] took = new long[count];
        for (int i = 0; i < count; i++) {
            session.reset();
            start[i] = clock.wallNs();
            session.invoke();
            took[i] = clock.wallNs() - start[i];
        }
        for (int i = 0; i < count; i++) {
            recorder.makeRoom();
            recorder.add(start[i], took[i], 0, 0);
        }
    }

    /**
     * Invokes until no fall of the samples is seen, within limits.
     *
     * @param recorder empty; keeps every sample
     * @return the trend of the latest samples; empty where they were too few to judge
     */
    public Optional<WarmUpTrend> warmUp(
            Session session, WarmUpLimits limits, Recorder recorder, BetweenInvocations betweenInvocations)
            throws RunnerException, IOException {
        long start = clock.wallNs();
        long nextLook = LOOK_INTERVAL_NS;
        while (true) {
            invoke(session, recorder);
            long elapsed = clock.wallNs() - start;
            boolean exhausted = elapsed >= limits.mostNs() || recorder.size() >= limits.mostSamples();
            if (elapsed < nextLook && !exhausted) {
                continue;
            }
            nextLook = elapsed + LOOK_INTERVAL_NS;
            betweenInvocations.pause();
            if (recorder.size() < limits.leastSamples() || (elapsed < limits.leastNs() && !exhausted)) {
                continue;
            }
            Optional<WarmUpTrend> trend = WarmUpTrend.atEnd(recorder.ns(0).toArray());
            if (exhausted || !trend.map(WarmUpTrend::fallSeen).orElse(true)) {
                return trend;
            }
        }
    }
}
