package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rows for providers that we know nothing of but how the Java API appends them: {@link OrtProvider} names them, and {@link
 * SessionOptions} has a method {@code add} with that name and no more than one plain argument.
 */
final class GeneratedRows {
    /** What each kind of argument gets: no settings, the first device, no arena of its own. */
    private static final Map<Class<?>, Object> ARGUMENTS =
            Map.of(Map.class, Map.of(), int.class, 0, boolean.class, false, String.class, "");

    /** The words of those that compute on the processor; any other is taken for a device's. */
    private static final Set<String> ON_PROCESSOR = Set.of("acl", "dnnl", "xnnpack");

    private GeneratedRows() {}

    /** A row for each provider that has none, in the order of their words. */
    static Stream<ProviderRow> except(List<ProviderRow> known) {
        List<String> done = known.stream().map(ProviderRow::provider).toList();
        return Arrays.stream(OrtProvider.values())
                .filter(provider -> !done.contains(provider.name()))
                .map(GeneratedRows::row)
                .flatMap(Optional::stream)
                .sorted((one, other) -> one.acceleration().compareTo(other.acceleration()));
    }

    private static Optional<ProviderRow> row(OrtProvider provider) {
        String word = provider.name().toLowerCase(Locale.ROOT).replace("_", "");
        return Arrays.stream(SessionOptions.class.getMethods())
                .filter(method -> method.getName().equalsIgnoreCase("add" + word) && isPlain(method))
                // The one without an argument leaves most to the provider.
                .min((one, other) -> one.getParameterCount() - other.getParameterCount())
                .map(method -> new ProviderRow(
                        word,
                        provider.name(),
                        ON_PROCESSOR.contains(word) ? ProviderRow.Place.PROCESSOR : ProviderRow.Place.DEVICE,
                        (options, settings) -> call(method, options),
                        Optional.empty(),
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        List.of(),
                        "build ONNX Runtime with " + word + " and name its library by --native-library"));
    }

    private static boolean isPlain(Method method) {
        return method.getParameterCount() == 0
                || (method.getParameterCount() == 1 && ARGUMENTS.containsKey(method.getParameterTypes()[0]));
    }

    private static void call(Method method, SessionOptions options) throws OrtException {
        Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(ARGUMENTS::get).toArray();
        try {
            method.invoke(options, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof OrtException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
