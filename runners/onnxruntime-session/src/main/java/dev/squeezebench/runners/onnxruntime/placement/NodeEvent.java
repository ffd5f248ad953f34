package dev.squeezebench.runners.onnxruntime.placement;

import dev.squeezebench.records.json.JsonFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A node that ran, as ONNX Runtime's profile reports it: event category {@code Node}, name {@code <node>_kernel_time}.
 *
 * @param name of the node after the runtime's optimisations
 * @param kind its operator
 * @param on word of the acceleration that ran it
 * @param flop its arithmetic, as {@link NodeFlop} has it
 */
record NodeEvent(String name, String kind, String on, OptionalDouble flop) {
    private static final String SUFFIX = "_kernel_time";

    /** ONNX Runtime's names of providers are these words and this suffix. */
    private static final String PROVIDER = "executionprovider";

    /** The only ones whose words are not the lower-case names. */
    private static final Map<String, String> WORDS = Map.of("js", "webgpu", "dml", "directml");

    /**
     * The nodes of a profile, in order of time.
     *
     * @param profile the runtime's file, a JSON array of events
     */
    static List<NodeEvent> all(String profile) {
        return JsonFields.parse(("{\"events\":" + profile + '}').getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .objects("events", NodeEvent::of)
                .stream()
                .filter(Optional::isPresent)
                .map(Optional::get)
                .collect(Collectors.toList());
    }

    private static Optional<NodeEvent> of(JsonFields event) {
        if (!event.optionalText("cat").equals(Optional.of("Node"))
                || !event.text("name").endsWith(SUFFIX)) {
            return Optional.empty();
        }
        JsonFields arguments = event.object("args");
        String name = event.text("name");
        String kind = arguments.text("op_name");
        return Optional.of(new NodeEvent(
                name.substring(0, name.length() - SUFFIX.length()),
                kind,
                word(arguments.text("provider")),
                NodeFlop.of(kind, arguments)));
    }

    private static String word(String provider) {
        String lower = provider.toLowerCase(Locale.ROOT);
        String word = lower.endsWith(PROVIDER) ? lower.substring(0, lower.length() - PROVIDER.length()) : lower;
        return WORDS.getOrDefault(word, word);
    }

    /** Whether it only copies a tensor from one device's memory to another's. */
    boolean isMemoryCopy() {
        return kind.startsWith("Memcpy");
    }
}
