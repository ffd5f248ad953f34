package dev.squeezebench.analysis.export;

import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.analysis.profile.ProfiledScenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.text.Escaping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Stacks as flamegraph.pl reads them: frames joined by semicolons, a space, whole nanoseconds of one inference. The frames are
 * the scenario, the parts of the layer's name, the operator.
 */
final class CollapsedStacks {
    private static final String UNMAPPED = "(unmapped)";

    private CollapsedStacks() {}

    static String render(List<ProfiledScenario> scenarios) {
        StringBuilder text = new StringBuilder();
        for (ProfiledScenario scenario : scenarios) {
            String root = root(scenario);
            Map<List<String>, Double> stacks = new LinkedHashMap<>();
            for (ProfiledScenario.Timed timed : scenario.operators()) {
                List<String> frames = new ArrayList<>(List.of(root));
                frames.addAll(layers(timed.operator().layer(), timed.operator().mapped()));
                frames.add(timed.operator().type());
                stacks.merge(frames, timed.ns(), Double::sum);
            }
            if (scenario.outsideNs() > 0) {
                stacks.put(List.of(root, '(' + ProfileReport.OUTSIDE + ')'), scenario.outsideNs());
            }
            stacks.forEach((frames, ns) -> {
                if (Math.round(ns) > 0) {
                    text.append(frames.stream().map(CollapsedStacks::frame).collect(Collectors.joining(";")))
                            .append(' ')
                            .append(Math.round(ns))
                            .append('\n');
                }
            });
        }
        return text.toString();
    }

    /** Its id, and its side where it is of a comparison. */
    static String root(ProfiledScenario scenario) {
        String id = scenario.scenario().id();
        return scenario.arm().equals(Trial.SINGLE) ? id : id + ' ' + scenario.arm();
    }

    /** A number belongs to the part before it: {@code encoder.layer.3.output} is {@code encoder}, {@code layer.3}, {@code output}. */
    static List<String> layers(Optional<String> layer, boolean mapped) {
        if (layer.isEmpty()) {
            return mapped ? List.of() : List.of(UNMAPPED);
        }
        List<String> frames = new ArrayList<>();
        for (String part : layer.get().split("\\.", -1)) {
            boolean number = !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (number && !frames.isEmpty()) {
                frames.set(frames.size() - 1, frames.get(frames.size() - 1) + '.' + part);
            } else {
                frames.add(part);
            }
        }
        return frames;
    }

    /** A semicolon in a name would begin a frame, a line break a stack. */
    private static String frame(String name) {
        String safe = Escaping.line(name).replace(";", "\\u003b");
        return safe.isBlank() ? "(no name)" : safe;
    }
}
