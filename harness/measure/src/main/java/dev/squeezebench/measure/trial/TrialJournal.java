package dev.squeezebench.measure.trial;

import dev.squeezebench.measure.loop.MemoryPoint;
import dev.squeezebench.measure.loop.MemoryProbe;
import dev.squeezebench.measure.loop.Phase;
import dev.squeezebench.measure.loop.Recording;
import dev.squeezebench.measure.loop.Timing;
import dev.squeezebench.measure.loop.WarmUpTrend;
import dev.squeezebench.measure.turn.Turn;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.RuntimeUse;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Vm;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.Witness;
import dev.squeezebench.records.file.AccelerationFields;
import dev.squeezebench.records.file.VmFields;
import dev.squeezebench.records.file.WarningFields;
import dev.squeezebench.records.file.WitnessFields;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.text.Words;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a measured process knows, one JSON object a line, written as it becomes known; and such a line read again.
 *
 * <p>An event is one {@code write} to the kernel: it survives the death of the process, by {@code kill -9} too, and the
 * death can tear the last line only. Events are not forced to the disk: waiting for it between blocks would let the
 * processor go idle, and a machine that loses power loses the trial's record as well.
 */
public final class TrialJournal implements JournalEvents, Closeable {
    /** How the line of a stage begins, for those who look for stages alone. */
    public static final String STAGE_LINE = "{\"event\":\"stage\"";

    private final OutputStream out;
    private final RequestFolder folder;
    private final Clock clock;

    /**
     * A journal to a stream.
     *
     * @param out gets one write an event and must not buffer bytes
     * @param file that the stream writes, or would write
     * @param clock says when a stage was entered; not the clock that times invocations
     */
    public TrialJournal(OutputStream out, Path file, Clock clock) {
        this.out = out;
        this.folder = RequestFolder.of(file);
        this.clock = clock;
    }

    /** A journal appended to a file. */
    public static TrialJournal appendTo(Path file) throws IOException {
        OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new TrialJournal(out, file, Clock.systemUTC());
    }

    /** A stage begins now. */
    void enter(Stage stage) throws IOException {
        stage(stage, clock.instant());
    }

    /**
     * Hands on the event of one line.
     *
     * @param file that the line is from
     * @throws JsonFormatException when it is no event
     * @throws IOException when the receiver throws it
     */
    public static void replay(byte[] line, Path file, JournalEvents to) throws IOException {
        JsonFields json = JsonFields.parse(line);
        try {
            replay(json, RequestFolder.of(file), to);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new JsonFormatException(String.valueOf(e.getMessage()));
        }
    }

    private static void replay(JsonFields json, RequestFolder folder, JournalEvents to) throws IOException {
        String event = json.text("event");
        switch (event) {
            case "stage" -> to.stage(json.word("stage", Stage.class), Instant.parse(json.text("at")));
            case "vm" -> to.vm(VmFields.read(json));
            case "session" ->
                to.session(
                        json.text("version"),
                        AccelerationFields.read(json.object("acceleration")),
                        new RuntimeUse(json.optionalText("build"), json.textMap("settings")));
            case "placed" -> to.placed(AccelerationFields.read(json.object("acceleration")));
            case "timing" ->
                to.timing(
                        Words.parse(Phase.class, json.text("phase")),
                        new Timing(json.longInteger("ns"), json.optionalLongInteger("cpu_ns")));
            case "samples" ->
                to.samples(
                        Words.parse(Phase.class, json.text("phase")),
                        json.has("cycle")
                                ? Optional.of(Turn.measured(json.integer("cycle"), json.integer("place")))
                                : Optional.empty(),
                        new Recording(
                                json.integers("ns"),
                                json.integers("cpu_ns"),
                                json.integers("start_ns"),
                                json.integers("processors")));
            case "memory" ->
                to.memory(
                        Words.parse(MemoryPoint.class, json.text("point")),
                        new MemoryProbe.Value(json.optionalLongInteger("bytes"), json.text("source")));
            case "reading" ->
                to.reading(new Reading(
                        json.name("name"),
                        json.decimal("value"),
                        json.text("unit"),
                        json.text("source"),
                        json.text("moment")));
            case "witness" -> to.witness(WitnessFields.read(json));
            case "cpuset" -> to.cpuset(json.text("name"));
            case "warm_up" -> to.warmUp(trend(json));
            case "outputs" -> to.outputs(folder.file(json.text("file")));
            case "padded_outputs" -> to.paddedOutputs(folder.file(json.text("file")));
            case "warning" -> to.warning(WarningFields.read(json));
            case "unsupported" -> to.unsupported(json.text("reason"));
            case "failed" -> to.failed(json.word("stage", Stage.class), json.text("reason"));
            case "done" -> to.done();
            default -> throw new JsonFormatException("has an unknown event '" + event + "'");
        }
    }

    private static Optional<WarmUpTrend> trend(JsonFields json) {
        return json.has("blocks")
                ? Optional.of(new WarmUpTrend(
                        json.integer("blocks"), json.decimal("probability"), json.decimal("relative_fall")))
                : Optional.empty();
    }

    @Override
    public void stage(Stage stage, Instant at) throws IOException {
        event("stage", json -> json.text("stage", stage.word()).text("at", at.toString()));
    }

    @Override
    public void vm(Vm vm) throws IOException {
        event("vm", json -> VmFields.write(json, vm));
    }

    @Override
    public void session(String version, AccelerationUse acceleration, RuntimeUse runtime) throws IOException {
        event("session", json -> json.text("version", version)
                .text("build", runtime.build())
                .object("acceleration", fields -> AccelerationFields.write(fields, acceleration))
                .textMap("settings", runtime.settings()));
    }

    @Override
    public void placed(AccelerationUse acceleration) throws IOException {
        event("placed", json -> json.object("acceleration", fields -> AccelerationFields.write(fields, acceleration)));
    }

    @Override
    public void timing(Phase phase, Timing timing) throws IOException {
        event("timing", json -> json.text("phase", phase.word())
                .integer("ns", timing.ns())
                .integer("cpu_ns", timing.cpuNs()));
    }

    @Override
    public void samples(Phase phase, Optional<Turn> turn, Recording samples) throws IOException {
        event("samples", json -> {
            json.text("phase", phase.word());
            if (turn.isPresent()) {
                json.integer("cycle", turn.get().cycle())
                        .integer("place", turn.get().place());
            }
            json.integers("ns", samples.ns())
                    .integers("cpu_ns", samples.cpuNs())
                    .integers("start_ns", samples.startNs())
                    .integers("processors", samples.processors());
        });
    }

    @Override
    public void memory(MemoryPoint point, MemoryProbe.Value value) throws IOException {
        event("memory", json -> json.text("point", point.word())
                .integer("bytes", value.bytes())
                .text("source", value.source()));
    }

    @Override
    public void reading(Reading reading) throws IOException {
        event("reading", json -> json.text("name", reading.name())
                .decimal("value", reading.value())
                .text("unit", reading.unit())
                .text("source", reading.source())
                .text("moment", reading.moment()));
    }

    @Override
    public void witness(Witness witness) throws IOException {
        event("witness", json -> WitnessFields.write(json, witness));
    }

    @Override
    public void cpuset(String name) throws IOException {
        event("cpuset", json -> json.text("name", name));
    }

    @Override
    public void warmUp(Optional<WarmUpTrend> end) throws IOException {
        event("warm_up", json -> {
            json.text("test", WarmUpTrend.TEST);
            if (end.isPresent()) {
                WarmUpTrend trend = end.get();
                json.flag("fall_seen", trend.fallSeen())
                        .integer("blocks", trend.blocks())
                        .decimal("probability", trend.probability())
                        .decimal("relative_fall", trend.relativeFall());
            }
        });
    }

    @Override
    public void outputs(Path file) throws IOException {
        event("outputs", json -> json.text("file", folder.word(file)));
    }

    @Override
    public void paddedOutputs(Path file) throws IOException {
        event("padded_outputs", json -> json.text("file", folder.word(file)));
    }

    @Override
    public void warning(Warning warning) throws IOException {
        event("warning", json -> json.text("code", warning.code())
                .text("message", warning.message())
                .text("remedy", warning.remedy()));
    }

    @Override
    public void unsupported(String reason) throws IOException {
        event("unsupported", json -> json.text("reason", reason));
    }

    @Override
    public void failed(Stage stage, String reason) throws IOException {
        event("failed", json -> json.text("stage", stage.word()).text("reason", reason));
    }

    @Override
    public void done() throws IOException {
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
}
