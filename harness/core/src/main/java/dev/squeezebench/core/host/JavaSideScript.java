package dev.squeezebench.core.host;

import com.sun.management.ThreadMXBean;
import dev.squeezebench.measure.loop.MeasuringLoop;
import dev.squeezebench.measure.loop.Recorder;
import dev.squeezebench.measure.loop.Recording;
import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.measure.runner.Causes;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.records.JavaSide;
import dev.squeezebench.records.LongSeries;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What happens inside the process that looks at invocations from Java: three sessions one after the other, of the null model, of
 * the model, and of the model without a pool of memory.
 *
 * @param request what to open, on which inputs
 * @param nullModel a model with the same inputs and outputs that computes nothing
 * @param invocations how many of the model are timed
 */
record JavaSideScript(TrialRequest request, Optional<Path> nullModel, int invocations) {
    /** Long enough for Java to compile the call. */
    private static final WarmUpLimits WARM_UP = new WarmUpLimits(300_000_000, 4, 800_000_000, 100_000);

    /** Fewer readings have no slope. */
    private static final int FEWEST_BLOCKS = 5;

    private static final int NULL_INVOCATIONS = 200;
    private static final int NATIVE_BLOCKS = 20;

    /** So long is a block of short invocations, so that what is allocated beside them is shared by many. */
    private static final long BLOCK_NS = 20_000_000;

    private static final long MOST_IN_BLOCK = 1000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Reads what C's allocator has handed out. */
    @FunctionalInterface
    interface NativeMemory {
        long inUse();
    }

    /**
     * Looks.
     *
     * @param nativeMemory absent where it cannot be read
     * @param absent why what is not there is not; gets more
     */
    JavaSide run(Runner runner, MeasuringLoop loop, Optional<NativeMemory> nativeMemory, Map<String, String> absent)
            throws RunnerException, IOException {
        Map<String, String> reasons = new TreeMap<>(absent);
        List<Tensor> inputs = Safetensors.read(request.inputs());
        runner.initialize();
        LongSeries ofNull = LongSeries.of();
        if (nullModel.isPresent()) {
            ofNull = ofNullModel(runner, loop, nullModel.get(), inputs, reasons);
        } else {
            reasons.put("null_model_ns", "no null model can be made of tensors of these types");
        }
        Measured measured = measured(runner, loop, inputs);
        NativeReadings readings = new NativeReadings(LongSeries.of(), LongSeries.of());
        long[] sorted = measured.recording.ns().stream().sorted().toArray();
        int block = (int) Math.max(1, Math.min(MOST_IN_BLOCK, BLOCK_NS / Math.max(1, sorted[sorted.length / 2])));
        if (nativeMemory.isPresent()) {
            readings = nativeReadings(runner, loop, inputs, nativeMemory.get(), block);
        }
        if (measured.allocatedBytes.isEmpty()) {
            reasons.put("allocated_bytes", "this Java does not count what a thread allocates");
        }
        if (measured.recording.cpuNs().isEmpty()) {
            reasons.put("cpu_ns", "this platform has no fine clock of a process's processor time");
        }
        return new JavaSide(
                measured.recording.ns(),
                measured.recording.cpuNs(),
                ofNull,
                measured.allocatedBytes,
                OptionalLong.of(measured.collections),
                OptionalLong.of(measured.collectionMillis * NANOS_PER_MILLI),
                readings.bytes,
                readings.control,
                readings.bytes.isEmpty() ? 0 : block,
                reasons);
    }

    /** The request of another model with the same inputs, whose sizes are all fixed and which may run anywhere. */
    private LongSeries ofNullModel(
            Runner runner, MeasuringLoop loop, Path model, List<Tensor> inputs, Map<String, String> reasons) {
        SessionRequest asked = request.session();
        SessionRequest plain = new SessionRequest(
                        model,
                        asked.acceleration(),
                        asked.threads(),
                        Map.of(),
                        false,
                        asked.options(),
                        asked.adapters(),
                        Map.of())
                .with(inputs);
        try (Session session = runner.open(plain)) {
            return warm(session, loop, inputs, NULL_INVOCATIONS).ns();
        } catch (RunnerException | IOException e) {
            reasons.put("null_model_ns", Causes.inOneLine(e));
            return LongSeries.of();
        }
    }

    private static Recording warm(Session session, MeasuringLoop loop, List<Tensor> inputs, int count)
            throws RunnerException, IOException {
        Recorder recorder = warmedUp(session, loop, inputs, count);
        for (int i = 0; i < count; i++) {
            loop.invoke(session, recorder);
        }
        return recorder.samples(0);
    }

    private static Recorder warmedUp(Session session, MeasuringLoop loop, List<Tensor> inputs, int count)
            throws RunnerException, IOException {
        session.bind(inputs);
        Recorder recorder = loop.recorder(count);
        loop.warmUp(session, WARM_UP, recorder, () -> {});
        recorder.clear();
        return recorder;
    }

    private record Measured(
            Recording recording, OptionalLong allocatedBytes, long collections, long collectionMillis) {}

    private Measured measured(Runner runner, MeasuringLoop loop, List<Tensor> inputs)
            throws RunnerException, IOException {
        try (Session session = runner.open(request.session().with(inputs))) {
            Recorder recorder = warmedUp(session, loop, inputs, invocations);
            long collections = collectors(GarbageCollectorMXBean::getCollectionCount);
            long millis = collectors(GarbageCollectorMXBean::getCollectionTime);
            OptionalLong before = allocated();
            for (int i = 0; i < invocations; i++) {
                loop.invoke(session, recorder);
            }
            OptionalLong after = allocated();
            return new Measured(
                    recorder.samples(0),
                    before.isPresent() && after.isPresent()
                            ? OptionalLong.of(after.getAsLong() - before.getAsLong())
                            : OptionalLong.empty(),
                    collectors(GarbageCollectorMXBean::getCollectionCount) - collections,
                    collectors(GarbageCollectorMXBean::getCollectionTime) - millis);
        }
    }

    private static OptionalLong allocated() {
        return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                        && threads.isThreadAllocatedMemorySupported()
                        && threads.isThreadAllocatedMemoryEnabled()
                ? OptionalLong.of(
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId()))
                : OptionalLong.empty();
    }

    /** A collector that does not count says -1. */
    private static long collectors(ToLongFunction<GarbageCollectorMXBean> count) {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(count)
                .filter(value -> value > 0)
                .sum();
    }

    private record NativeReadings(LongSeries bytes, LongSeries control) {}

    /**
     * Readings between blocks of invocations, and as many between none. A pool of the runtime's own would hide a leak until it
     * grows, and what waits for Java's collector is none.
     */
    private NativeReadings nativeReadings(
            Runner runner, MeasuringLoop loop, List<Tensor> inputs, NativeMemory memory, int block)
            throws RunnerException {
        SessionRequest asked = request.session();
        Map<String, String> options = new TreeMap<>(runner.unpooled(asked.acceleration()));
        options.putAll(asked.options());
        SessionRequest unpooled = new SessionRequest(
                        asked.model(),
                        asked.acceleration(),
                        asked.threads(),
                        asked.dimensions(),
                        asked.fullPlacement(),
                        options,
                        asked.adapters(),
                        Map.of())
                .with(inputs);
        try (Session session = runner.open(unpooled)) {
            session.bind(inputs);
            int blocks = Math.max(FEWEST_BLOCKS, Math.min(NATIVE_BLOCKS, invocations));
            // The first invocations allocate what stays.
            readings(session, loop, memory, 1, 2 * block);
            return new NativeReadings(
                    readings(session, loop, memory, blocks, block), readings(session, loop, memory, blocks, 0));
        }
    }

    private static LongSeries readings(Session session, MeasuringLoop loop, NativeMemory memory, int blocks, int block)
            throws RunnerException {
        Recorder recorder = loop.recorder(Math.max(1, block));
        long[] bytes = new long[blocks + 1];
        for (int i = 0; i <= blocks; i++) {
            recorder.clear();
            for (int j = 0; j < block; j++) {
                loop.invoke(session, recorder);
            }
            session.reset();
            System.gc();
            bytes[i] = memory.inUse();
        }
        return LongSeries.of(bytes);
    }
}
