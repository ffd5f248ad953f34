package dev.squeezebench.core.journal;

import dev.squeezebench.measure.loop.MemoryPoint;
import dev.squeezebench.measure.loop.Phase;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Memory;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.RuntimeUse;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.file.AccelerationFields;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Reads a journal. Its last line may be torn by the death of its writer; what stands before it counts. */
public final class JournalReader {
    private final Map<Phase, LongSeries> ns = new EnumMap<>(Phase.class);
    private final Map<Phase, LongSeries> cpuNs = new EnumMap<>(Phase.class);
    private final Map<MemoryPoint, Long> memory = new EnumMap<>(MemoryPoint.class);
    private final List<Reading> readings = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private Stage stage = Stage.START;
    private Optional<Journal.SessionFacts> session = Optional.empty();
    private Optional<Path> outputs = Optional.empty();
    private Optional<Journal.Ending> ending = Optional.empty();

    private JournalReader() {}

    /** Reads a file; one that is not there is a journal in which nothing happened. */
    public static Journal read(Path file) throws IOException {
        return parse(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
    }

    /** Reads bytes. */
    public static Journal parse(byte[] bytes) {
        JournalReader reader = new JournalReader();
        int start = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                try {
                    reader.event(JsonFields.parse(Arrays.copyOfRange(bytes, start, end)));
                } catch (JsonFormatException | IllegalArgumentException e) {
                    reader.ending = Optional.of(new Journal.Ending.Failed(
                            reader.stage, "the trial's journal is damaged, perhaps by a full disk: " + e.getMessage()));
                    break;
                }
                start = end + 1;
            }
        }
        return reader.journal();
    }

    private void event(JsonFields event) {
        String kind = event.text("event");
        switch (kind) {
            case "stage" -> stage = Stage.ofWord(event.text("stage"));
            case "session" -> session(event);
            case "placed" ->
                session = session.map(facts -> new Journal.SessionFacts(
                        facts.version(), AccelerationFields.read(event.object("acceleration")), facts.runtime()));
            case "timing" -> timing(event);
            case "samples" -> samples(event);
            case "memory" -> memory(event);
            case "warm_up" -> warmUp(event);
            case "outputs" -> outputs = Optional.of(Path.of(event.text("file")));
            case "warning" ->
                warnings.add(new Warning(event.text("code"), event.text("message"), event.text("remedy")));
            case "unsupported" -> ending = Optional.of(new Journal.Ending.Unsupported(event.text("reason")));
            case "failed" ->
                ending =
                        Optional.of(new Journal.Ending.Failed(Stage.ofWord(event.text("stage")), event.text("reason")));
            case "done" -> ending = Optional.of(new Journal.Ending.Done());
            default -> throw new JsonFormatException("has an unknown event '" + kind + "'");
        }
    }

    private void session(JsonFields event) {
        session = Optional.of(new Journal.SessionFacts(
                event.text("version"),
                AccelerationFields.read(event.object("acceleration")),
                new RuntimeUse(event.optionalText("build"), event.textMap("settings"))));
    }

    private void timing(JsonFields event) {
        append(ns, event, LongSeries.of(event.longInteger("ns")));
    }

    private void samples(JsonFields event) {
        append(ns, event, event.integers("ns"));
        append(cpuNs, event, event.integers("cpu_ns"));
    }

    private static void append(Map<Phase, LongSeries> to, JsonFields event, LongSeries more) {
        to.merge(
                Phase.ofWord(event.text("phase")),
                more,
                (first, second) -> LongSeries.of(
                        LongStream.concat(first.stream(), second.stream()).toArray()));
    }

    private void memory(JsonFields event) {
        MemoryPoint point = MemoryPoint.ofWord(event.text("point"));
        OptionalLong bytes = event.optionalLongInteger("bytes");
        String source = event.text("source");
        if (bytes.isPresent()) {
            memory.put(point, bytes.getAsLong());
            readings.add(new Reading(
                    "memory_" + point.word(),
                    bytes.getAsLong(),
                    "bytes",
                    source,
                    point == MemoryPoint.BEFORE_LOAD ? "before" : "during"));
        } else {
            warnings.add(new Warning(
                    "memory-unknown",
                    "no memory figure '" + point.word() + "': " + source,
                    "measure on Linux to get all of them"));
        }
    }

    private void warmUp(JsonFields event) {
        boolean judged = event.optionalDecimal("relative_fall").isPresent();
        if (!judged || event.flag("fall_seen")) {
            String why = judged
                    ? "latency still fell when the warm-up's time was over"
                    : "the warm-up had too few samples to judge whether latency still fell";
            warnings.add(
                    new Warning("not-steady", why, "close other programs and measure again, or look at the samples"));
        }
    }

    private Journal journal() {
        return new Journal(
                stage,
                session,
                new Samples(
                        first(Phase.LOAD),
                        first(Phase.FIRST_INFERENCE),
                        ns.getOrDefault(Phase.WARMUP, LongSeries.of()),
                        ns.getOrDefault(Phase.MEASURE, LongSeries.of()),
                        cpuNs.getOrDefault(Phase.WARMUP, LongSeries.of()),
                        cpuNs.getOrDefault(Phase.MEASURE, LongSeries.of())),
                new Memory(
                        bytes(MemoryPoint.BEFORE_LOAD),
                        bytes(MemoryPoint.AFTER_LOAD),
                        bytes(MemoryPoint.PEAK),
                        bytes(MemoryPoint.HEAP),
                        OptionalLong.empty()),
                readings,
                warnings,
                outputs,
                ending);
    }

    private OptionalLong first(Phase phase) {
        LongSeries series = ns.getOrDefault(phase, LongSeries.of());
        return series.isEmpty() ? OptionalLong.empty() : OptionalLong.of(series.get(0));
    }

    private OptionalLong bytes(MemoryPoint point) {
        Long bytes = memory.get(point);
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
    }
}
