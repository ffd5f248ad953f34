package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.squeezebench.measure.SessionRequest;
import dev.squeezebench.measure.UnsupportedByRunnerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that is set on a session, our defaults included.
 *
 * @param words what was set, by name
 * @param effects what that does, in order
 */
record SessionSettings(Map<String, String> words, List<SessionEffect> effects) {
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
        refuseUnknown(request);
        Map<String, String> words = new TreeMap<>();
        List<SessionEffect> effects = new ArrayList<>();
        words.put("intra-threads", Integer.toString(request.threads()));
        effects.add(options -> options.setIntraOpNumThreads(request.threads()));
        for (RunnerOption option : RunnerOptions.ALL) {
            String value = request.options().getOrDefault(option.name(), option.defaultValue());
            words.put(option.name(), value);
            effects.add(option.effect(value)
                    .orElseThrow(() -> new UnsupportedByRunnerException("onnxruntime option '" + option.name()
                            + "' takes " + option.values() + " and not '" + value + "'")));
        }
        request.dimensions().forEach((symbol, size) -> {
            words.put("dimension." + symbol, Long.toString(size));
            effects.add(options -> options.setSymbolicDimensionValue(symbol, size));
        });
        effects.add(ProviderRow.of(request.acceleration()).append());
        return new SessionSettings(words, effects);
    }

    private static void refuseUnknown(SessionRequest request) throws UnsupportedByRunnerException {
        List<String> known = RunnerOptions.ALL.stream().map(RunnerOption::name).toList();
        for (String name : request.options().keySet()) {
            if (!known.contains(name)) {
                throw new UnsupportedByRunnerException("onnxruntime has no option '" + name + "', only "
                        + known.stream().collect(Collectors.joining(", ")));
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
