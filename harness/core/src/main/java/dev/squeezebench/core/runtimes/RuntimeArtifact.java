package dev.squeezebench.core.runtimes;

import java.util.List;
import java.util.Optional;

/**
 * Where a runtime is published.
 *
 * @param group such as {@code com.microsoft.onnxruntime}
 * @param name such as {@code onnxruntime}
 * @param classifier of a jar beside the main one, such as {@code linux-x86_64}
 */
public record RuntimeArtifact(String group, String name, Optional<String> classifier) {
    /** Stands for the platform in a descriptor, as JavaCPP names it. */
    private static final String PLATFORM = "{platform}";

    private static final int WITH_CLASSIFIER = 3;

    public RuntimeArtifact {
        if (group.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("a runtime has a group and a name");
        }
    }

    /**
     * Reads {@code group:name} or {@code group:name:classifier}.
     *
     * @param text from a runner's descriptor; {@code {platform}} in it means {@code platform}
     * @throws IllegalArgumentException when it is neither
     */
    public static RuntimeArtifact parse(String text, String platform) {
        List<String> parts = List.of(text.strip().replace(PLATFORM, platform).split(":", -1));
        if (parts.size() < 2 || parts.size() > WITH_CLASSIFIER) {
            throw new IllegalArgumentException("'" + text + "' is not group:name or group:name:classifier");
        }
        return new RuntimeArtifact(
                parts.get(0),
                parts.get(1),
                parts.size() == WITH_CLASSIFIER ? Optional.of(parts.get(2)) : Optional.empty());
    }

    /** Such as {@code com.microsoft.onnxruntime:onnxruntime:1.28.0}. */
    String at(String version) {
        return group + ':' + name + classifier.map(c -> ":jar:" + c).orElse("") + ':' + version;
    }
}
