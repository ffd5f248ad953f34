package dev.squeezebench.analysis.export;

import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.analysis.profile.ProfiledScenario;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The JSON object form of the trace-event format: a process for each scenario, complete events (phase X) in microseconds, the
 * layer's above its operators'. A profile has times and no beginnings, so its operators stand one after the other in the order
 * of the graph, as long as they take in the mean.
 */
final class ChromeTrace {
    private static final String OPERATOR = "operator";

    private ChromeTrace() {}

    /**
     * An event.
     *
     * @param phase X or M
     * @param process number of the scenario, from 1
     */
    private record Event(
            String phase,
            String name,
            String category,
            int process,
            long startNs,
            long ns,
            Map<String, String> arguments) {}

    static String render(List<ProfiledScenario> scenarios) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < scenarios.size(); i++) {
            events.addAll(events(scenarios.get(i), i + 1));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(root -> root.objects("traceEvents", events, ChromeTrace::event)
                    .text("displayTimeUnit", "ns")
                    .object("otherData", each -> each.text("producer", "squeezebench")
                            .text(
                                    "times",
                                    "means of one inference, one after the other in the order of the graph;"
                                            + " a profile has no beginnings")));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
        return bytes.toString(StandardCharsets.UTF_8) + '\n';
    }

    private static void event(JsonOutput json, Event event) throws IOException {
        json.text("ph", event.phase())
                .text("name", event.name())
                .text("cat", event.category())
                .integer("pid", event.process())
                .integer("tid", 1);
        if (event.phase().equals("X")) {
            double start = micros(event.startNs());
            json.decimal("ts", start).decimal("dur", micros(event.startNs() + event.ns()) - start);
        }
        // Viewers show an empty object behind the name.
        if (!event.arguments().isEmpty()) {
            json.textMap("args", event.arguments());
        }
    }

    /**
     * Microseconds in 1024ths, which doubles add up without an error: a viewer takes an event that ends a bit after the next one begins
     * for the one that it lies in.
     */
    private static double micros(long ns) {
        return Math.round(ns * 1.024) / 1024.0;
    }

    private static List<Event> events(ProfiledScenario scenario, int process) {
        // The report has the slowest first; equal operators are different ones.
        IdentityHashMap<ProfiledOperator, Double> times = new IdentityHashMap<>();
        scenario.operators().forEach(timed -> times.put(timed.operator(), timed.ns()));
        String id = CollapsedStacks.root(scenario);
        List<Event> events = new ArrayList<>(List.of(
                new Event("M", "process_name", "__metadata", process, 0, 0, Map.of("name", id)),
                new Event("M", "thread_name", "__metadata", process, 0, 0, Map.of("name", "operators"))));
        List<Event> inside = new ArrayList<>();
        long now = 0;
        String layer = "";
        long layerBegan = 0;
        List<Event> ofLayer = new ArrayList<>();
        for (ProfiledOperator operator : scenario.profile().operators()) {
            String own = operator.layer().orElse(operator.mapped() ? "" : "(unmapped)");
            if (!own.equals(layer)) {
                close(inside, layer, process, layerBegan, now, ofLayer);
                layer = own;
                layerBegan = now;
            }
            long ns = Math.round(times.getOrDefault(operator, 0.0));
            // Of events of no length viewers do not know which of its neighbours they lie in.
            if (micros(now + ns) > micros(now)) {
                ofLayer.add(new Event("X", operator.type(), OPERATOR, process, now, ns, arguments(operator)));
            }
            now += ns;
        }
        close(inside, layer, process, layerBegan, now, ofLayer);
        long outside = Math.max(0, Math.round(scenario.outsideNs()));
        if (outside > 0) {
            inside.add(new Event("X", ProfileReport.OUTSIDE, OPERATOR, process, now, outside, Map.of()));
        }
        events.add(new Event("X", id, "inference", process, 0, now + outside, Map.of()));
        events.addAll(inside);
        return events;
    }

    /** Puts a layer's event before those of its operators, which lie in it. */
    private static void close(
            List<Event> events, String layer, int process, long from, long to, List<Event> operators) {
        if (!layer.isEmpty() && !operators.isEmpty()) {
            events.add(new Event("X", layer, "layer", process, from, to - from, Map.of()));
        }
        events.addAll(operators);
        operators.clear();
    }

    private static Map<String, String> arguments(ProfiledOperator operator) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("name", operator.name());
        arguments.put("kind", operator.kind().word());
        arguments.put("on", operator.on());
        arguments.put("calls", Integer.toString(operator.calls()));
        arguments.put("inputs", shapes(operator.inputs()));
        arguments.put("outputs", shapes(operator.outputs()));
        return arguments;
    }

    private static String shapes(List<TensorShape> shapes) {
        return shapes.stream().map(TensorShape::toString).collect(Collectors.joining(", "));
    }
}
