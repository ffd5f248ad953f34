package dev.squeezebench.runners.onnxruntime.profile;

import dev.squeezebench.records.TensorShape;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** An event of a file that ONNX Runtime's profiler wrote: a JSON array, times in microseconds. */
public sealed interface ProfileEvent {
    /** How the runtime begins an event's line; what is between the name and the arguments is the name. */
    String BEGIN = "{\"cat\"";

    String NAME = "\"name\" :\"";
    String ARGUMENTS = "\",\"args\" : {";

    /** Begin, in microseconds of the profiler's clock. */
    long start();

    /** Length in microseconds. */
    long micros();

    /** End of the event. */
    default long end() {
        return start() + micros();
    }

    /**
     * One invocation: event category {@code Session}, name {@code model_run}.
     *
     * @param start begin
     * @param micros length
     */
    record Run(long start, long micros) implements ProfileEvent {}

    /**
     * A node that ran: event category {@code Node}, name {@code <node>_kernel_time}.
     *
     * @param name of the node after the runtime's optimisations
     * @param type its operator
     * @param index its number in its graph; empty where the runtime does not say
     * @param on word of the acceleration that ran it
     * @param inputs shapes, without those of weights that the runtime has packed
     * @param outputs shapes
     * @param start begin
     * @param micros length
     * @param threads what the session's threads did for it; absent where there is but one
     */
    record Node(
            String name,
            String type,
            String index,
            String on,
            List<TensorShape> inputs,
            List<TensorShape> outputs,
            long start,
            long micros,
            Optional<Threads> threads)
            implements ProfileEvent {
        private static final String SUFFIX = "_kernel_time";

        /** ONNX Runtime's names of providers are these words and this suffix. */
        private static final String PROVIDER = "executionprovider";

        /** The only ones whose words are not the lower-case names. */
        private static final Map<String, String> WORDS = Map.of("js", "webgpu", "dml", "directml");

        public Node {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }

        /** Whether it runs a graph within the graph, whose nodes have events of their own. */
        boolean isControl() {
            return type.equals("If") || type.equals("Loop") || type.equals("Scan");
        }

        private static Node of(JsonFields event, Map<String, Integer> tasks) {
            JsonFields arguments = event.object("args");
            String name = event.text("name");
            return new Node(
                    name.substring(0, name.length() - SUFFIX.length()),
                    arguments.text("op_name"),
                    arguments.optionalText("node_index").orElse(""),
                    word(arguments.text("provider")),
                    shapes(arguments, "input_type_shape"),
                    shapes(arguments, "output_type_shape"),
                    event.longInteger("ts"),
                    event.longInteger("dur"),
                    Threads.of(arguments, tasks));
        }

        private static String word(String provider) {
            String lower = provider.toLowerCase(Locale.ROOT);
            String word = lower.endsWith(PROVIDER) ? lower.substring(0, lower.length() - PROVIDER.length()) : lower;
            return WORDS.getOrDefault(word, word);
        }

        /** Each an object with one field: the type's name in C++, and the sizes. */
        private static List<TensorShape> shapes(JsonFields arguments, String field) {
            List<TensorShape> shapes = new ArrayList<>();
            for (List<TensorShape> one : arguments.objects(field, shape -> shape.names().stream()
                    .map(type -> new TensorShape(
                            dtype(type), shape.integers(type).stream().boxed().toList()))
                    .toList())) {
                shapes.addAll(one);
            }
            return shapes;
        }

        private static String dtype(String type) {
            return switch (type) {
                case "float" -> "float32";
                case "double" -> "float64";
                default -> type;
            };
        }
    }

    /**
     * What a session's threads did for a node.
     *
     * @param tookPart how many ran a part of it, the calling one with them; absent of the first node that counts them, since tasks
     *     are counted from the session's start
     * @param waitMicros how long the calling thread waited for the others
     */
    record Threads(OptionalInt tookPart, long waitMicros) {
        private static final String FIELD = "thread_scheduling_stats";

        /**
         * The runtime writes an object where there are several threads, else a text; its form is in no document.
         *
         * @param before tasks that each thread has run so far, by its number, without the calling one; replaced by those of now
         */
        private static Optional<Threads> of(JsonFields arguments, Map<String, Integer> before) {
            if (!arguments.has(FIELD)) {
                return Optional.empty();
            }
            try {
                JsonFields stats = arguments.object(FIELD);
                JsonFields threads = stats.object("sub_threads");
                Map<String, Integer> now = new HashMap<>();
                for (String thread : threads.names()) {
                    now.put(thread, threads.object(thread).integer("num_run"));
                }
                JsonFields main = stats.object("main_thread");
                long waited = main.longInteger("Wait") + main.longInteger("WaitRevoke");
                if (now.isEmpty()) {
                    return Optional.empty();
                }
                OptionalInt tookPart = before.keySet().equals(now.keySet())
                        ? OptionalInt.of(1
                                + (int) now.keySet().stream()
                                        .filter(thread -> now.getOrDefault(thread, 0) > before.getOrDefault(thread, 0))
                                        .count())
                        : OptionalInt.empty();
                before.clear();
                before.putAll(now);
                return Optional.of(new Threads(tookPart, waited));
            } catch (JsonFormatException anotherForm) {
                return Optional.empty();
            }
        }
    }

    /**
     * The invocations and nodes of a profile, in the order of the file: that in which they ended. The runtime writes an event a
     * line; so does this read it, since a large model has hundreds of thousands.
     *
     * @throws JsonFormatException when the file is cut, or of a form that is not known
     * @throws IOException when it cannot be read
     */
    static List<ProfileEvent> all(BufferedReader profile) throws IOException {
        List<ProfileEvent> events = new ArrayList<>();
        Map<String, Integer> tasks = new HashMap<>();
        boolean ended = false;
        for (String line = profile.readLine(); line != null; line = profile.readLine()) {
            String text = line.strip();
            if (text.startsWith(BEGIN)) {
                text = whole(text, profile);
            }
            ended = text.endsWith("]");
            String event = text.substring(text.startsWith("[") ? 1 : 0, text.length() - (ended ? 1 : 0));
            String object = event.endsWith(",") ? event.substring(0, event.length() - 1) : event;
            if (!object.isBlank()) {
                of(parsed(object), tasks).ifPresent(events::add);
            }
        }
        if (!ended) {
            throw new JsonFormatException("has no end after " + events.size() + " events");
        }
        return events;
    }

    /** A name may have a line's end in it. */
    private static String whole(String begun, BufferedReader profile) throws IOException {
        StringBuilder text = new StringBuilder(begun);
        for (String last = begun; !last.endsWith("}") && !last.endsWith("},") && !last.endsWith("}]"); ) {
            String more = profile.readLine();
            if (more == null) {
                break;
            }
            last = more.stripTrailing();
            text.append('\n').append(last);
        }
        return text.toString();
    }

    /** Versions before 1.31 write names as they are: a quotation mark in one ends the text before its end. */
    private static JsonFields parsed(String object) {
        try {
            return JsonFields.parse(object.getBytes(StandardCharsets.UTF_8));
        } catch (JsonFormatException e) {
            int from = object.indexOf(NAME) + NAME.length();
            int to = object.lastIndexOf(ARGUMENTS);
            if (from < NAME.length() || to < from) {
                throw e;
            }
            StringBuilder escaped = new StringBuilder(object.substring(0, from));
            for (char character : object.substring(from, to).toCharArray()) {
                if (character == '"' || character == '\\') {
                    escaped.append('\\').append(character);
                } else if (character < ' ') {
                    escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
                } else {
                    escaped.append(character);
                }
            }
            return JsonFields.parse(
                    escaped.append(object.substring(to)).toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Optional<ProfileEvent> of(JsonFields event, Map<String, Integer> tasks) {
        String category = event.optionalText("cat").orElse("");
        if (category.equals("Node") && event.text("name").endsWith(Node.SUFFIX)) {
            return Optional.of(Node.of(event, tasks));
        }
        if (category.equals("Session") && event.text("name").equals("model_run")) {
            return Optional.of(new Run(event.longInteger("ts"), event.longInteger("dur")));
        }
        return Optional.empty();
    }
}
