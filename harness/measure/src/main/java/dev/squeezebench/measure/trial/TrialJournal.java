package dev.squeezebench.measure.trial;

import dev.squeezebench.measure.loop.MemoryPoint;
import dev.squeezebench.measure.loop.MemoryProbe;
import dev.squeezebench.measure.loop.Phase;
import dev.squeezebench.measure.loop.Timing;
import dev.squeezebench.measure.loop.Trend;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.tensor.TensorInfo;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.file.AccelerationFields;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a measured process knows, one JSON object a line, written as it becomes known.
 *
 * <p>An event is one {@code write} to the kernel: it survives the death of the process, by {@code kill -9} too, and the
 * death can tear the last line only. Events are not forced to the disk: waiting for it between blocks would let the
 * processor go idle, and a machine that loses power loses the trial's record as well.
 */
public final class TrialJournal implements Closeable {
    private final OutputStream out;
    private final Clock clock;

    /**
     * A journal to a stream.
     *
     * @param out gets one write an event and must not hold bytes back
     * @param clock says when a stage was entered; not the clock that times invocations
     */
    public TrialJournal(OutputStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** A journal appended to a file. */
    public static TrialJournal appendTo(Path file) throws IOException {
        return new TrialJournal(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), Clock.systemUTC());
    }

    /** A stage begins. */
    void stage(Stage stage) throws IOException {
        event("stage", json -> json.text("stage", stage.word())
                .text("at", clock.instant().toString()));
    }

    /** What the runtime says of the open session. */
    void session(SessionInfo info) throws IOException {
        event("session", json -> json.text("version", info.runtime().version())
                .text("build", info.runtime().build())
                .object("acceleration", fields -> AccelerationFields.write(fields, info.acceleration()))
                .textMap("settings", info.settings())
                .texts("inputs", names(info.inputs()))
                .texts("outputs", names(info.outputs())));
    }

    /** Where the nodes ran, found out after measuring: stands in place of what the session said. */
    void placed(AccelerationUse acceleration) throws IOException {
        event("placed", json -> json.object("acceleration", fields -> AccelerationFields.write(fields, acceleration)));
    }

    /** A phase that is one timed call. */
    void timing(Phase phase, Timing timing) throws IOException {
        event("timing", json -> json.text("phase", phase.word())
                .integer("ns", timing.ns())
                .integer("cpu_ns", timing.cpuNs()));
    }

    /** Further samples of a phase; CPU times are empty where the platform has no clock. */
    void samples(Phase phase, LongSeries ns, LongSeries cpuNs) throws IOException {
        event(
                "samples",
                json -> json.text("phase", phase.word()).integers("ns", ns).integers("cpu_ns", cpuNs));
    }

    /** Memory at a point of the trial. */
    void memory(MemoryPoint point, MemoryProbe.Value value) throws IOException {
        event("memory", json -> json.text("point", point.word())
                .integer("bytes", value.bytes())
                .text("source", value.source()));
    }

    /** How the warm-up ended: the trend of its latest samples; empty where they were too few to judge. */
    void warmUp(Optional<Trend> end) throws IOException {
        event("warm_up", json -> {
            json.text("test", Trend.TEST);
            if (end.isPresent()) {
                Trend trend = end.get();
                json.flag("fall_seen", trend.fallSeen())
                        .integer("blocks", trend.blocks())
                        .decimal("probability", trend.probability())
                        .decimal("relative_fall", trend.relativeFall());
            }
        });
    }

    /** Where the outputs of the last measured invocation are. */
    void outputs(Path file) throws IOException {
        event("outputs", json -> json.text("file", file.toString()));
    }

    /** Something a reader of the result has to know. */
    public void warning(Warning warning) throws IOException {
        event("warning", json -> json.text("code", warning.code())
                .text("message", warning.message())
                .text("remedy", warning.remedy()));
    }

    /** The runner cannot do this. */
    void unsupported(String reason) throws IOException {
        event("unsupported", json -> json.text("reason", reason));
    }

    /** It should have worked and did not. */
    public void failed(Stage stage, String reason) throws IOException {
        event("failed", json -> json.text("stage", stage.word()).text("reason", reason));
    }

    /** Everything is written. */
    void done() throws IOException {
        event("done", json -> {});
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void event(String name, JsonOutput.Part fields) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(line)) {
            json.document(object -> fields.write(object.text("event", name)));
        }
        line.write('\n');
        out.write(line.toByteArray());
    }

    private static List<String> names(List<TensorInfo> tensors) {
        return tensors.stream().map(TensorInfo::name).collect(Collectors.toList());
    }
}
