package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything that is set on a session, our defaults included.
 *
 * @param words what was set, by name
 * @param effects what that does, in order
 */
record SessionSettings(Map<String, String> words, List<SessionEffect> effects) {
    /** ONNX Runtime: a session does not open when a node of the graph would run on the CPU in a provider's place. */
    static final String NO_FALLBACK = "session.disable_cpu_ep_fallback";

    SessionSettings {
        words = Map.copyOf(words);
        effects = List.copyOf(effects);
    }

    /**
     * Checks what was asked for.
     *
     * @throws UnsupportedByRunnerException when an acceleration, an option or its value is unknown
     */
    static SessionSettings of(SessionRequest request) throws UnsupportedByRunnerException {
        ProviderRow row = ProviderRow.of(request.acceleration());
        refuseUnknown(request, row);
        Map<String, String> words = new TreeMap<>();
        List<SessionEffect> effects = new ArrayList<>();
        words.put("intra-threads", Integer.toString(request.threads()));
        effects.add(options -> options.setIntraOpNumThreads(request.threads()));
        for (RunnerOption option : RunnerOptions.ALL) {
            String value = request.options().getOrDefault(option.name(), option.defaultValue());
            words.put(option.name(), value);
            effects.add(option.effect(value).orElseThrow(() -> wrongValue(option.name(), option.values(), value)));
        }
        request.dimensions().forEach((symbol, size) -> {
            words.put("dimension." + symbol, Long.toString(size));
            effects.add(options -> options.setSymbolicDimensionValue(symbol, size));
        });
        Map<String, String> ofProvider = new LinkedHashMap<>();
        for (ProviderOption option : row.options()) {
            String value = request.options().getOrDefault(option.name(), option.defaultValue());
            if (!option.takes(value)) {
                throw wrongValue(option.name(), option.values(), value);
            }
            words.put(option.name(), value);
            if (!value.equals(ProviderOption.LEFT)) {
                ofProvider.put(option.key(), value);
            }
        }
        effects.add(options -> row.append().append(options, ofProvider));
        row.companion().ifPresent(companion -> {
            words.put(row.acceleration() + ".leaves-to", companion.acceleration());
            effects.add(options -> companion.append().append(options, ofProvider));
        });
        if (request.fullPlacement() && !row.isCpu()) {
            effects.add(options -> options.addConfigEntry(NO_FALLBACK, "1"));
        }
        return new SessionSettings(words, effects);
    }

    private static UnsupportedByRunnerException wrongValue(String option, String values, String value) {
        return new UnsupportedByRunnerException(
                "onnxruntime option '" + option + "' takes " + values + " and not '" + value + "'");
    }

    private static void refuseUnknown(SessionRequest request, ProviderRow row) throws UnsupportedByRunnerException {
        List<String> known = Stream.concat(
                        RunnerOptions.ALL.stream().map(RunnerOption::name),
                        row.options().stream().map(ProviderOption::name))
                .toList();
        for (String name : request.options().keySet()) {
            String danger = row.refused().get(name);
            if (danger != null) {
                throw new UnsupportedByRunnerException(
                        "onnxruntime option '" + name + "' is not to be used: " + danger);
            }
            if (!known.contains(name)) {
                throw new UnsupportedByRunnerException(
                        "onnxruntime has no option '" + name + "', only " + String.join(", ", known));
            }
        }
    }

    /** Options with all of it applied; the caller closes them. */
    SessionOptions open() throws OrtException {
        SessionOptions options = new SessionOptions();
        try {
            for (SessionEffect effect : effects) {
                effect.apply(options);
            }
            return options;
        } catch (OrtException | RuntimeException e) {
            options.close();
            throw e;
        }
    }
}
