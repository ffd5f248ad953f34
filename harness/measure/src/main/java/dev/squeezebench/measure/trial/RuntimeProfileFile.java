package dev.squeezebench.measure.trial;

import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.records.file.OperatorThreadsFields;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The JSON file by which a profile travels from the profiled process.
 *
 * @param runtimeVersion as the runtime reports it
 * @param invocationNs time of each profiled invocation by the measuring loop's clock; no latency, since profiling costs time
 * @param profile what the runtime's profiler said
 * @param outputs what an invocation made, by name; empty where it cannot be read
 */
public record RuntimeProfileFile(
        String runtimeVersion, LongSeries invocationNs, RuntimeProfile profile, Map<String, TensorShape> outputs) {
    public RuntimeProfileFile {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** Writes it; files in its folder are named relative to it. */
    public void write(Path file) throws IOException {
        RequestFolder folder = RequestFolder.of(file);
        // Equal parts are told apart: to compare them would take as long as to write each operator's own.
        IdentityHashMap<RuntimeProfile.Part, Integer> places = new IdentityHashMap<>();
        List<RuntimeProfile.Part> parts = new ArrayList<>();
        for (RuntimeProfile.Operator operator : profile.operators()) {
            operator.part().filter(part -> !places.containsKey(part)).ifPresent(part -> {
                places.put(part, parts.size());
                parts.add(part);
            });
        }
        try (OutputStream stream = Files.newOutputStream(file);
                JsonOutput json = JsonOutput.to(stream)) {
            json.document(fields -> fields.text("runtime_version", runtimeVersion)
                    .integers("invocation_ns", invocationNs)
                    .text("raw", folder.word(profile.raw()))
                    .text("graph", profile.graph().map(folder::word))
                    .objects("parts", parts, (part, each) -> part.integers("nodes", series(each.nodes())))
                    .objects("operators", profile.operators(), (operator, each) -> operator(operator, each, places))
                    .objects(
                            "outputs",
                            new ArrayList<>(outputs.entrySet()),
                            (output, entry) -> shape(output.text("name", entry.getKey()), entry.getValue())));
        }
    }

    private static void operator(
            JsonOutput json, RuntimeProfile.Operator operator, IdentityHashMap<RuntimeProfile.Part, Integer> places)
            throws IOException {
        json.text("name", operator.name())
                .text("type", operator.type())
                .text("on", operator.on())
                .text("place", operator.place())
                .integer("index", operator.index())
                .integer("part", part(operator, places))
                .objects("inputs", operator.inputs(), RuntimeProfileFile::shape)
                .objects("outputs", operator.outputs(), RuntimeProfileFile::shape)
                .integer("calls", operator.calls())
                .integers("ns", operator.ns());
        if (operator.threads().isPresent()) {
            json.object(
                    "threads",
                    fields -> OperatorThreadsFields.write(
                            fields, operator.threads().get()));
        }
    }

    private static OptionalInt part(
            RuntimeProfile.Operator operator, IdentityHashMap<RuntimeProfile.Part, Integer> places) {
        return operator.part()
                .map(part -> OptionalInt.of(Objects.requireNonNull(places.get(part))))
                .orElse(OptionalInt.empty());
    }

    private static LongSeries series(List<? extends Number> numbers) {
        return LongSeries.of(numbers.stream().mapToLong(Number::longValue).toArray());
    }

    private static void shape(JsonOutput json, TensorShape shape) throws IOException {
        json.text("dtype", shape.dtype()).integers("sizes", series(shape.sizes()));
    }

    /**
     * Reads a profile.
     *
     * @throws UnreadableFileException when it is none; a program wrote it, so there is nothing a user could correct
     */
    public static RuntimeProfileFile read(Path file) throws IOException {
        RequestFolder folder = RequestFolder.of(file);
        try {
            JsonFields fields = JsonFields.parse(Files.readAllBytes(file));
            List<RuntimeProfile.Part> parts =
                    fields.objects("parts", part -> new RuntimeProfile.Part(places(part, "nodes")));
            return new RuntimeProfileFile(
                    fields.text("runtime_version"),
                    fields.integers("invocation_ns"),
                    new RuntimeProfile(
                            fields.objects("operators", operator -> operator(operator, parts)),
                            folder.file(fields.text("raw")),
                            fields.optionalText("graph").map(folder::file)),
                    outputs(fields));
        } catch (JsonFormatException | IllegalArgumentException e) {
            throw new UnreadableFileException(file, "no profile: " + e.getMessage(), "profile again");
        }
    }

    private static Map<String, TensorShape> outputs(JsonFields fields) {
        Map<String, TensorShape> outputs = new LinkedHashMap<>();
        fields.objects("outputs", output -> outputs.put(output.text("name"), shape(output)));
        return outputs;
    }

    private static List<Integer> places(JsonFields fields, String name) {
        return fields.integers(name).stream().mapToObj(Math::toIntExact).collect(Collectors.toList());
    }

    private static Optional<RuntimeProfile.Part> part(JsonFields fields, List<RuntimeProfile.Part> parts) {
        OptionalInt place = fields.optionalInteger("part");
        if (place.isPresent() && (place.getAsInt() < 0 || place.getAsInt() >= parts.size())) {
            throw new JsonFormatException("an operator is of part " + place.getAsInt() + " of " + parts.size());
        }
        return place.isPresent() ? Optional.of(parts.get(place.getAsInt())) : Optional.empty();
    }

    private static RuntimeProfile.Operator operator(JsonFields fields, List<RuntimeProfile.Part> parts) {
        return new RuntimeProfile.Operator(
                fields.text("name"),
                fields.text("type"),
                fields.text("on"),
                fields.word("place", RuntimeProfile.Place.class),
                fields.optionalInteger("index"),
                part(fields, parts),
                fields.objects("inputs", RuntimeProfileFile::shape),
                fields.objects("outputs", RuntimeProfileFile::shape),
                fields.integer("calls"),
                fields.integers("ns"),
                fields.optionalObject("threads").map(OperatorThreadsFields::read));
    }

    private static TensorShape shape(JsonFields fields) {
        return new TensorShape(
                fields.text("dtype"), fields.integers("sizes").stream().boxed().collect(Collectors.toList()));
    }
}
