package dev.squeezebench.analysis.report;

import dev.squeezebench.records.Scenario;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What speed-ups are relative to: a workload, or a condition such as a target, a runtime's version, the threads or an option.
 * A scenario and its baseline differ in nothing else, except that a graph may be written in another form. It is one rule for
 * the plan of a run, for its stopping and for its report.
 *
 * @param text as users name it: {@code bert-base-uncased}, {@code onnxruntime:cpu}, {@code onnxruntime@1.26.0}, {@code
 *     threads=1}, {@code padding=0%}, {@code onnxruntime.spinning=off}
 * @param conditions what baselines have, by the names of {@link #parts}
 */
public record RelativeTo(String text, Map<String, String> conditions) {
    private static final String WORKLOAD = "workload";
    private static final String RUNNER = "runner";
    private static final String VERSION = "runtime_version";
    private static final String ACCELERATION = "acceleration";
    private static final String PADDING = "padding";
    private static final String OPTION = "option ";
    private static final List<String> USUAL_WORKLOADS = List.of("bert-base-uncased", "bert-tiny");
    private static final String PLAIN_FUSION = "none";
    private static final String PLAIN_LOWERING = "conv";
    private static final Pattern TARGET = Pattern.compile("([a-z0-9-]+):([a-z0-9-]+)");
    private static final Pattern RUNTIME = Pattern.compile("([a-z0-9-]+)@([A-Za-z0-9._+-]+)");
    private static final Pattern SETTING = Pattern.compile("(?:[a-z0-9-]+\\.)?([a-z][a-z0-9_-]*)=(.+)");

    /** The plainest form of a workload, whatever the order in which its forms were measured. */
    static final Comparator<Scenario> PLAINEST = Comparator.comparing(
                    (Scenario scenario) -> !scenario.fusion().equals(PLAIN_FUSION))
            .thenComparing(scenario -> !scenario.lowering().equals(PLAIN_LOWERING))
            .thenComparing(Scenario::id);

    public RelativeTo {
        conditions = Collections.unmodifiableMap(new TreeMap<>(conditions));
    }

    /**
     * What the user named.
     *
     * @param workloads names of those that are measured: a name of one is that workload, whatever it looks like
     */
    public static RelativeTo of(String text, Collection<String> workloads) {
        Matcher target = TARGET.matcher(text);
        Matcher runtime = RUNTIME.matcher(text);
        Matcher setting = SETTING.matcher(text);
        if (workloads.contains(text)) {
            return new RelativeTo(text, Map.of(WORKLOAD, text));
        }
        if (target.matches()) {
            return new RelativeTo(text, Map.of(RUNNER, target.group(1), ACCELERATION, target.group(2)));
        }
        if (runtime.matches()) {
            return new RelativeTo(text, Map.of(RUNNER, runtime.group(1), VERSION, runtime.group(2)));
        }
        if (setting.matches()) {
            String name = setting.group(1).replace('-', '_');
            boolean isPart = List.of("threads", "batch", "sequence_length", PADDING, "dtype", "lowering", "fusion")
                    .contains(name);
            String value = name.equals(PADDING) ? setting.group(2).replaceFirst("%$", "") : setting.group(2);
            return new RelativeTo(text, Map.of(isPart ? name : OPTION + setting.group(1), value));
        }
        return new RelativeTo(text, Map.of(WORKLOAD, text));
    }

    /**
     * The workload that speed-ups are relative to where the user named none: bert-base-uncased, else bert-tiny, else the
     * first.
     *
     * @param workloads names, in the order of the user's selection or of the results; absent for none
     */
    public static Optional<String> usualWorkload(Collection<String> workloads) {
        return USUAL_WORKLOADS.stream().filter(workloads::contains).findFirst().or(() -> workloads.stream()
                .findFirst());
    }

    /** Whether it is a workload. */
    public boolean isWorkload() {
        return conditions.containsKey(WORKLOAD);
    }

    /** Whether others are relative to it, where they differ from it in nothing else. */
    public boolean isBaseline(Scenario scenario) {
        Map<String, String> parts = parts(scenario);
        return conditions.entrySet().stream().allMatch(each -> each.getValue().equals(parts.get(each.getKey())));
    }

    /**
     * What a candidate is relative to: of the baselines that differ from it in nothing else the one of the same form, else
     * with the same fusion, else without fusion; else the only one; else none. Where the scenarios that it can be compared
     * with are all forms of the baseline workload, they are relative to the plainest of them.
     *
     * @param scenarios everything that was measured in the same place
     * @return the candidate itself when the others are relative to it
     */
    public Optional<Scenario> baselineOf(Scenario candidate, Collection<Scenario> scenarios) {
        List<Scenario> comparable = scenarios.stream()
                .filter(other -> shared(other).equals(shared(candidate)))
                .toList();
        List<Scenario> baselines = comparable.stream().filter(this::isBaseline).toList();
        if (isBaseline(candidate)) {
            boolean alone = isWorkload() && baselines.size() == comparable.size();
            return Optional.of(alone ? Collections.min(baselines, PLAINEST) : candidate);
        }
        Comparator<Scenario> likest = Comparator.comparing(
                        (Scenario other) -> !(other.fusion().equals(candidate.fusion())
                                && other.lowering().equals(candidate.lowering())))
                .thenComparing(other -> !other.fusion().equals(candidate.fusion()))
                .thenComparing(other -> !other.fusion().equals(PLAIN_FUSION));
        return baselines.stream()
                .filter(other -> baselines.size() == 1
                        || other.fusion().equals(candidate.fusion())
                        || other.fusion().equals(PLAIN_FUSION))
                .min(likest);
    }

    /** What a candidate and its baseline have to share. */
    private Map<String, String> shared(Scenario scenario) {
        Map<String, String> parts = parts(scenario);
        parts.keySet().removeAll(List.of("lowering", "fusion"));
        if (conditions.containsKey(ACCELERATION)) {
            parts.keySet().removeAll(List.of(RUNNER, VERSION));
            // Options are a runtime's own.
            parts.keySet().removeIf(name -> name.startsWith(OPTION));
        }
        parts.keySet().removeAll(conditions.keySet());
        if (conditions.containsKey(VERSION)) {
            parts.put(RUNNER, scenario.runner());
        }
        return parts;
    }

    /** Everything that a scenario says, by name; an option that is not there has its default. */
    public static Map<String, String> parts(Scenario scenario) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(WORKLOAD, scenario.workload());
        parts.put("lowering", scenario.lowering());
        parts.put("fusion", scenario.fusion());
        parts.put("dtype", scenario.dtype());
        parts.put("batch", String.valueOf(scenario.batch()));
        scenario.sequenceLength().ifPresent(length -> parts.put("sequence_length", String.valueOf(length)));
        scenario.paddingPercent().ifPresent(percent -> parts.put(PADDING, String.valueOf(percent)));
        parts.put(RUNNER, scenario.runner());
        parts.put(VERSION, scenario.runtimeVersion());
        parts.put(ACCELERATION, scenario.acceleration());
        parts.put("threads", String.valueOf(scenario.threads()));
        parts.put("load_pattern", scenario.loadPattern().word());
        scenario.options().forEach((name, value) -> parts.put(OPTION + name, value));
        return parts;
    }
}
