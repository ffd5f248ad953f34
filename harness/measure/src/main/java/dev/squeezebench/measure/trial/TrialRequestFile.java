package dev.squeezebench.measure.trial;

import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.measure.runner.GraphArithmetic;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.measure.turn.TurnAddress;
import dev.squeezebench.records.Injection;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.file.AdapterFields;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The JSON file by which a request travels to the measured process. */
public final class TrialRequestFile {
    private TrialRequestFile() {}

    /** Writes a request; files in its folder are named relative to it. */
    public static void write(Path file, TrialRequest request) throws IOException {
        write(file, request, RequestFolder.of(file));
    }

    /**
     * The same where a larger folder moves as a whole: files in that are named relative to the request's own folder.
     *
     * @param moving a folder above the file
     */
    public static void write(Path file, TrialRequest request, Path moving) throws IOException {
        write(file, request, RequestFolder.of(file).movingWith(moving));
    }

    private static void write(Path file, TrialRequest request, RequestFolder folder) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file);
                JsonOutput json = JsonOutput.to(stream)) {
            json.document(fields -> write(fields, request, folder));
        }
    }

    /**
     * Reads a request.
     *
     * @throws UnreadableFileException when it is none; a program wrote it, so there is nothing a user could correct
     */
    public static TrialRequest read(Path file) throws IOException {
        try {
            return read(JsonFields.parse(Files.readAllBytes(file)), RequestFolder.of(file));
        } catch (JsonFormatException | IllegalArgumentException e) {
            throw new UnreadableFileException(file, "no trial request: " + e.getMessage(), "start the trial again");
        }
    }

    private static void write(JsonOutput json, TrialRequest request, RequestFolder folder) throws IOException {
        SessionRequest session = request.session();
        WarmUpLimits warmUp = request.warmUp();
        json.text("runner", request.runner())
                .text("acceleration", session.acceleration())
                .integer("threads", session.threads())
                .flag("full_placement", session.fullPlacement())
                .textMap("options", session.options())
                .objects("adapters", session.adapters(), AdapterFields::write)
                .text("model", folder.word(session.model()))
                .object("dimensions", fields -> {
                    for (Map.Entry<String, Long> dimension :
                            session.dimensions().entrySet()) {
                        fields.integer(dimension.getKey(), dimension.getValue());
                    }
                })
                .text("inputs", folder.word(request.inputs()))
                .object("warm_up", fields -> fields.integer("least_ns", warmUp.leastNs())
                        .integer("least_samples", warmUp.leastSamples())
                        .integer("most_ns", warmUp.mostNs())
                        .integer("most_samples", warmUp.mostSamples()))
                .integer("measure_ns", request.measureNs())
                .integer("blocks", request.blocks())
                .integers(
                        "cpus",
                        LongSeries.of(request.cpus().stream()
                                .mapToLong(Integer::longValue)
                                .toArray()));
        if (request.turns().isPresent()) {
            TurnAddress turns = request.turns().get();
            json.object("turns", fields -> fields.integer("port", turns.port())
                    .text("token", turns.token())
                    .integer("arm", turns.arm())
                    .integer("turns", turns.turns())
                    .integer("least_turn_ns", turns.leastTurnNs()));
        }
        if (request.injected().isPresent()) {
            Injection injected = request.injected().get();
            json.object("injected", fields -> fields.decimal("slow_down", injected.slowDown())
                    .decimal("first_turn", injected.firstTurn()));
        }
        if (session.graph().isPresent()) {
            GraphArithmetic graph = session.graph().get();
            json.object("graph", nodes -> nodes.integers("flop", graph.flop())
                    .integers("before", graph.before())
                    .integers("after", graph.after()));
        }
        json.flag("bare_loop", request.bareLoop());
        json.text("journal", request.journal().map(folder::word))
                .text("outputs", request.outputs().map(folder::word))
                .flag("first_outputs", request.firstOutputs())
                .text("padded_inputs", request.padded().map(padded -> folder.word(padded.inputs())))
                .text("padded_outputs", request.padded().map(padded -> folder.word(padded.outputs())));
    }

    private static TrialRequest read(JsonFields json, RequestFolder folder) {
        JsonFields warmUp = json.object("warm_up");
        Map<String, Long> dimensions = new LinkedHashMap<>();
        json.integerMap("dimensions").forEach((name, size) -> dimensions.put(name, size.longValue()));
        List<Integer> cpus =
                json.integers("cpus").stream().mapToObj(Math::toIntExact).collect(Collectors.toList());
        return new TrialRequest(
                json.text("runner"),
                new SessionRequest(
                        folder.file(json.text("model")),
                        json.text("acceleration"),
                        json.integer("threads"),
                        dimensions,
                        json.flag("full_placement"),
                        json.textMap("options"),
                        json.objects("adapters", AdapterFields::read),
                        Collections.emptyMap(),
                        json.optionalObject("graph")
                                .map(nodes -> new GraphArithmetic(
                                        nodes.integers("flop"), nodes.integers("before"), nodes.integers("after")))),
                folder.file(json.text("inputs")),
                new WarmUpLimits(
                        warmUp.longInteger("least_ns"),
                        warmUp.integer("least_samples"),
                        warmUp.longInteger("most_ns"),
                        warmUp.integer("most_samples")),
                json.longInteger("measure_ns"),
                json.integer("blocks"),
                cpus,
                json.optionalObject("turns")
                        .map(turns -> new TurnAddress(
                                turns.integer("port"),
                                turns.text("token"),
                                turns.integer("arm"),
                                turns.integer("turns"),
                                turns.optionalLongInteger("least_turn_ns").orElse(TurnAddress.USUAL_TURN_NS))),
                json.optionalObject("injected")
                        .map(injected -> new Injection(injected.decimal("slow_down"), injected.decimal("first_turn"))),
                json.flag("bare_loop"),
                json.optionalText("journal").map(folder::file),
                json.optionalText("outputs").map(folder::file),
                json.flag("first_outputs"),
                json.optionalText("padded_inputs")
                        .map(inputs -> new TrialRequest.PaddedInvocation(
                                folder.file(inputs), folder.file(json.text("padded_outputs")))));
    }
}
