package dev.squeezebench.runners.onnxruntime.settings;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that is set on a session, our defaults included.
 *
 * @param words what was set, by name
 * @param effects what that does, in order
 */
public record SessionSettings(Map<String, String> words, List<Effect> effects) {
    /** ONNX Runtime: a session does not open when a node of the graph would run on the CPU in a provider's place. */
    private static final String NO_FALLBACK = "session.disable_cpu_ep_fallback";

    public SessionSettings {
        words = Collections.unmodifiableMap(new TreeMap<>(words));
        effects = Collections.unmodifiableList(new ArrayList<>(effects));
    }

    /** What a setting does to a session that is about to be opened. */
    @FunctionalInterface
    public interface Effect {
        void apply(SessionOptions options) throws OrtException;
    }

    /**
     * Checks what was asked for.
     *
     * @param provider of the acceleration that was asked for
     * @throws UnsupportedByRunnerException when an option or its value is unknown
     */
    public static SessionSettings of(SessionRequest request, SessionProvider provider)
            throws UnsupportedByRunnerException {
        refuseUnknown(request, provider);
        Map<String, String> words = new TreeMap<>();
        List<Effect> effects = new ArrayList<>();
        words.put("intra-threads", Integer.toString(request.threads()));
        effects.add(options -> options.setIntraOpNumThreads(request.threads()));
        for (RunnerOption option : RunnerOption.ALL) {
            String value = value(
                    provider,
                    request.options(),
                    option.name(),
                    option.defaultOn(provider),
                    option.pattern(),
                    option.values());
            words.put(option.name(), value);
            effects.add(options -> option.setter().set(options, value));
        }
        if (RunnerOption.FIXED.equals(words.get(RunnerOption.DIMENSIONS.name()))) {
            request.dimensions().forEach((symbol, size) -> {
                words.put("dimension." + symbol, Long.toString(size));
                effects.add(options -> options.setSymbolicDimensionValue(symbol, size));
            });
        }
        Map<String, String> ofProvider = ofProvider(provider, request.options(), words);
        provider.threads(request.threads()).forEach((key, value) -> {
            words.put(provider.acceleration() + ".threads", value);
            ofProvider.put(key, value);
        });
        effects.add(options -> provider.append().append(options, ofProvider));
        provider.companion().ifPresent(companion -> {
            words.put(provider.acceleration() + ".leaves-to", companion.acceleration());
            effects.add(options -> companion.append().append(options, ofProvider));
        });
        if (request.fullPlacement() && !provider.isCpu()) {
            effects.add(SessionSettings::refuseFallback);
        }
        return new SessionSettings(words, effects);
    }

    /**
     * Of a provider alone, as it is tried: nothing may fall back to the CPU.
     *
     * @param options those of the runner; what is none of the provider's is ignored
     * @throws UnsupportedByRunnerException when the provider does not take a value
     */
    public static SessionSettings ofProvider(SessionProvider provider, Map<String, String> options)
            throws UnsupportedByRunnerException {
        Map<String, String> words = new TreeMap<>();
        Map<String, String> ofProvider = ofProvider(provider, options, words);
        List<Effect> effects = new ArrayList<>();
        effects.add(session -> provider.append().append(session, ofProvider));
        if (!provider.isCpu()) {
            effects.add(SessionSettings::refuseFallback);
        }
        return new SessionSettings(words, effects);
    }

    private static void refuseFallback(SessionOptions options) throws OrtException {
        options.addConfigEntry(NO_FALLBACK, "1");
    }

    /** Settings by the provider's own names; by ours they are added to the words. */
    private static Map<String, String> ofProvider(
            SessionProvider provider, Map<String, String> options, Map<String, String> words)
            throws UnsupportedByRunnerException {
        Map<String, String> own = new LinkedHashMap<>();
        for (ProviderOption option : provider.options()) {
            String value =
                    value(provider, options, option.name(), option.defaultValue(), option.pattern(), option.values());
            words.put(option.name(), value);
            if (!value.equals(ProviderOption.LEFT)) {
                own.put(option.key(), value);
            }
        }
        return own;
    }

    private static String value(
            SessionProvider provider,
            Map<String, String> options,
            String name,
            String defaultValue,
            String pattern,
            String values)
            throws UnsupportedByRunnerException {
        String value = options.getOrDefault(name, defaultValue);
        if (!value.matches(pattern)) {
            throw new UnsupportedByRunnerException(
                    provider.runner() + " option '" + name + "' takes " + values + " and not '" + value + "'");
        }
        return value;
    }

    private static void refuseUnknown(SessionRequest request, SessionProvider provider)
            throws UnsupportedByRunnerException {
        List<String> known = new ArrayList<>();
        RunnerOption.ALL.forEach(option -> known.add(option.name()));
        provider.options().forEach(option -> known.add(option.name()));
        for (String name : request.options().keySet()) {
            String danger = provider.refused().get(name);
            if (danger != null) {
                throw new UnsupportedByRunnerException(
                        provider.runner() + " option '" + name + "' is not to be used: " + danger);
            }
            if (!known.contains(name)) {
                throw new UnsupportedByRunnerException(
                        provider.runner() + " has no option '" + name + "', only " + String.join(", ", known));
            }
        }
    }

    /** Options with all of it applied; the caller closes them. */
    public SessionOptions open() throws OrtException {
        SessionOptions options = new SessionOptions();
        try {
            for (Effect effect : effects) {
                effect.apply(options);
            }
            return options;
        } catch (OrtException | RuntimeException e) {
            options.close();
            throw e;
        }
    }
}
