package dev.squeezebench.analysis.report;

import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.text.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What candidate and baseline have to share for their ratio to mean anything.
 *
 * @param runner name of the runner
 * @param runtimeVersion version the runtime reported
 * @param acceleration requested acceleration
 * @param dtype element type
 * @param batch sequences in one invocation
 * @param sequenceLength tokens in one sequence; absent where there are no sequences
 * @param paddingPercent share of positions that the mask hides, as in {@link Scenario}
 * @param threads intra-op threads
 * @param options options that differ from their defaults
 */
public record Conditions(
        String runner,
        String runtimeVersion,
        String acceleration,
        String dtype,
        int batch,
        OptionalInt sequenceLength,
        OptionalInt paddingPercent,
        int threads,
        Map<String, String> options) {
    /** As people read them: by target, and sizes by number, so that batch 16 comes after batch 2. */
    public static final Comparator<Conditions> ORDER = Comparator.comparing(Conditions::target)
            .thenComparing(Conditions::dtype)
            .thenComparingInt(Conditions::batch)
            .thenComparingInt(conditions -> conditions.sequenceLength().orElse(0))
            .thenComparingInt(conditions -> conditions.paddingPercent().orElse(0))
            .thenComparingInt(Conditions::threads)
            .thenComparing(Conditions::label);

    public Conditions {
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** The conditions that a scenario was measured under. */
    public static Conditions of(Scenario scenario) {
        return new Conditions(
                scenario.runner(),
                scenario.runtimeVersion(),
                scenario.acceleration(),
                scenario.dtype(),
                scenario.batch(),
                scenario.sequenceLength(),
                scenario.paddingPercent(),
                scenario.threads(),
                scenario.options());
    }

    /** Target with its version, as in {@code onnxruntime-1.29.0:cpu}. */
    public String target() {
        return runner + '-' + runtimeVersion + ':' + acceleration;
    }

    /** One line, as in {@code onnxruntime-1.29.0:cpu, float32, batch 1, 128 tokens, 1 thread}. */
    public String label() {
        return target() + words().stream().map(word -> ", " + word).collect(Collectors.joining());
    }

    /** What it is beside the target, as in {@code float32}, {@code batch 1}, {@code 128 tokens}, {@code 1 thread}. */
    List<String> words() {
        List<String> words = new ArrayList<>(List.of(dtype, "batch " + batch));
        sequenceLength.ifPresent(length -> words.add(Words.counted(length, "token")));
        if (paddingPercent.orElse(0) > 0) {
            words.add(paddingPercent.getAsInt() + "% padding");
        } else if (paddingPercent.isEmpty() && sequenceLength.isPresent()) {
            words.add("padding not recorded");
        }
        words.add(Words.counted(threads, "thread"));
        options.forEach((name, value) -> words.add(name + '=' + value));
        return words;
    }
}
