package dev.squeezebench.runners.onnxruntime.settings;

import java.util.List;

/**
 * A setting of an execution provider, checked here because ONNX Runtime ignores what it does not know.
 *
 * @param name word in settings, such as {@code webgpu.validation}
 * @param key what the provider calls it, such as {@code validationMode}
 * @param defaultValue value where the user names none; {@link #LEFT} leaves the provider's own
 * @param pattern regular expression of the values that it takes
 * @param values the values it takes, for messages
 */
public record ProviderOption(String name, String key, String defaultValue, String pattern, String values) {
    /** Leaves a setting to the provider. */
    public static final String LEFT = "runtime-default";

    /** Why a provider's option to capture graphs is refused. */
    public static final String NO_GRAPH_CAPTURE =
            "outputs stay unfilled from the second inference on, without an error: Java's API cannot bind buffers";

    /** One of several words, the default first. */
    public static ProviderOption choice(String name, String key, String... words) {
        List<String> all = List.of(words);
        return new ProviderOption(name, key, all.get(0), String.join("|", all), String.join(", ", all));
    }

    /** A device's number, 0 by default. */
    public static ProviderOption number(String name, String key) {
        return new ProviderOption(name, key, "0", "[0-9]|[1-9][0-9]", "0 to 99");
    }

    /** A number of bytes; the provider's own default. */
    public static ProviderOption bytes(String name, String key) {
        return new ProviderOption(name, key, LEFT, LEFT + "|[1-9][0-9]{0,14}", "a number of bytes");
    }
}
