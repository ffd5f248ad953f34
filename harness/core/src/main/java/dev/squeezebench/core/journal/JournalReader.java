package dev.squeezebench.core.journal;

import dev.squeezebench.measure.loop.MemoryPoint;
import dev.squeezebench.measure.loop.MemoryProbe;
import dev.squeezebench.measure.loop.Phase;
import dev.squeezebench.measure.loop.Recording;
import dev.squeezebench.measure.loop.Timing;
import dev.squeezebench.measure.loop.WarmUpTrend;
import dev.squeezebench.measure.trial.JournalEvents;
import dev.squeezebench.measure.trial.TrialJournal;
import dev.squeezebench.measure.turn.Turn;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Memory;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.RuntimeUse;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Vm;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.Witness;
import dev.squeezebench.records.json.JsonFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads a journal. Its last line may be torn by the death of its writer; the lines before it count. */
public final class JournalReader implements JournalEvents {
    private final Map<Phase, List<Recording>> samples = new EnumMap<>(Phase.class);
    private final Map<Phase, Timing> timings = new EnumMap<>(Phase.class);
    private final Map<MemoryPoint, OptionalLong> memory = new EnumMap<>(MemoryPoint.class);
    private final Map<String, String> sources = new TreeMap<>();
    private final List<Samples.Turn> turns = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    private final List<Witness> witnesses = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private Stage stage = Stage.START;
    private Optional<Vm> vm = Optional.empty();
    private Optional<Journal.SessionFacts> session = Optional.empty();
    private Optional<Path> outputs = Optional.empty();
    private Optional<Path> paddedOutputs = Optional.empty();
    private Optional<Journal.Ending> ending = Optional.empty();

    private JournalReader() {}

    /** Reads a file; a missing one is a journal in which nothing happened. */
    public static Journal read(Path file) throws IOException {
        return parse(Files.exists(file) ? Files.readAllBytes(file) : new byte[0], file);
    }

    /**
     * Reads bytes.
     *
     * @param file that they are from
     */
    public static Journal parse(byte[] bytes, Path file) {
        JournalReader reader = new JournalReader();
        int start = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                try {
                    TrialJournal.replay(Arrays.copyOfRange(bytes, start, end), file, reader);
                } catch (JsonFormatException | IOException e) {
                    reader.ending = Optional.of(new Journal.Ending.Failed(
                            reader.stage, "the trial's journal is damaged, perhaps by a full disk: " + e.getMessage()));
                    break;
                }
                start = end + 1;
            }
        }
        return reader.journal();
    }

    @Override
    public void stage(Stage entered, Instant at) {
        stage = entered;
    }

    @Override
    public void vm(Vm ofProcess) {
        vm = Optional.of(ofProcess);
    }

    @Override
    public void session(String version, AccelerationUse acceleration, RuntimeUse runtime) {
        session = Optional.of(new Journal.SessionFacts(version, acceleration, runtime));
    }

    @Override
    public void placed(AccelerationUse acceleration) {
        session = session.map(facts -> new Journal.SessionFacts(facts.version(), acceleration, facts.runtime()));
    }

    @Override
    public void timing(Phase phase, Timing timing) {
        timings.putIfAbsent(phase, timing);
    }

    @Override
    public void samples(Phase phase, Optional<Turn> turn, Recording more) {
        turn.ifPresent(taken -> turns.add(new Samples.Turn(
                taken.cycle(), taken.place(), more.ns().size(), more.startNs().get(0))));
        samples.computeIfAbsent(phase, any -> new ArrayList<>()).add(more);
    }

    @Override
    public void memory(MemoryPoint point, MemoryProbe.Value value) {
        memory.put(point, value.bytes());
        if (value.bytes().isPresent()) {
            sources.put(figure(point), value.source());
        } else {
            warnings.add(
                    WarningCode.MEMORY_UNKNOWN.warning("no memory figure '" + point.word() + "': " + value.source()));
        }
    }

    @Override
    public void reading(Reading reading) {
        readings.add(reading);
    }

    @Override
    public void witness(Witness witness) {
        witnesses.add(witness);
    }

    @Override
    public void warmUp(Optional<WarmUpTrend> end) {
        if (end.map(WarmUpTrend::fallSeen).orElse(true)) {
            warnings.add(WarningCode.NOT_STEADY.warning(
                    end.isPresent()
                            ? "latency still fell when the warm-up's time was over"
                            : "the warm-up had too few samples to judge whether latency still fell"));
        }
    }

    @Override
    public void outputs(Path file) {
        outputs = Optional.of(file);
    }

    @Override
    public void paddedOutputs(Path file) {
        paddedOutputs = Optional.of(file);
    }

    @Override
    public void warning(Warning warning) {
        warnings.add(warning);
    }

    @Override
    public void unsupported(String reason) {
        ending = Optional.of(new Journal.Ending.Unsupported(reason));
    }

    @Override
    public void failed(Stage at, String reason) {
        ending = Optional.of(new Journal.Ending.Failed(at, reason));
    }

    @Override
    public void done() {
        ending = Optional.of(new Journal.Ending.Done());
    }

    private Journal journal() {
        return new Journal(
                stage,
                vm,
                session,
                new Samples(
                        ns(Phase.LOAD),
                        ns(Phase.FIRST_INFERENCE),
                        all(Phase.WARMUP, Recording::ns),
                        all(Phase.MEASURE, Recording::ns),
                        all(Phase.WARMUP, Recording::cpuNs),
                        all(Phase.MEASURE, Recording::cpuNs),
                        all(Phase.MEASURE, Recording::startNs),
                        all(Phase.MEASURE, Recording::processors),
                        turns.isEmpty() ? blocks() : LongSeries.of(),
                        turns,
                        all(Phase.ALONE, Recording::ns),
                        all(Phase.ALONE, Recording::cpuNs)),
                new Memory(
                        bytes(MemoryPoint.BEFORE_LOAD),
                        bytes(MemoryPoint.AFTER_LOAD),
                        bytes(MemoryPoint.PEAK),
                        bytes(MemoryPoint.HEAP),
                        OptionalLong.empty(),
                        sources),
                readings,
                witnesses,
                warnings,
                outputs,
                paddedOutputs,
                ending);
    }

    private OptionalLong ns(Phase phase) {
        Timing timing = timings.get(phase);
        return timing == null ? OptionalLong.empty() : OptionalLong.of(timing.ns());
    }

    private LongSeries all(Phase phase, Function<Recording, LongSeries> part) {
        return LongSeries.of(samples.getOrDefault(phase, List.of()).stream()
                .map(part)
                .flatMapToLong(LongSeries::stream)
                .toArray());
    }

    /** Number of measured invocations in each block. */
    private LongSeries blocks() {
        return LongSeries.of(samples.getOrDefault(Phase.MEASURE, List.of()).stream()
                .mapToLong(block -> block.ns().size())
                .filter(count -> count > 0)
                .toArray());
    }

    private static String figure(MemoryPoint point) {
        return switch (point) {
            case BEFORE_LOAD -> Memory.BEFORE_LOAD;
            case AFTER_LOAD -> Memory.AFTER_LOAD;
            case PEAK -> Memory.PEAK;
            case HEAP -> Memory.HEAP;
        };
    }

    private OptionalLong bytes(MemoryPoint point) {
        return memory.getOrDefault(point, OptionalLong.empty());
    }
}
