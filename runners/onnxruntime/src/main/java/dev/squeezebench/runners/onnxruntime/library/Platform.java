package dev.squeezebench.runners.onnxruntime.library;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Operating system and processor, as ONNX Runtime names the folders of its libraries.
 *
 * @param name such as {@code linux-x64}
 */
record Platform(String name) {
    private static final Map<String, String> PROCESSORS =
            Map.of("amd64", "x64", "x86_64", "x64", "aarch64", "aarch64", "arm64", "aarch64");

    /** The platform that system properties name. */
    static Platform of(Properties system) {
        String processor = system.getProperty("os.arch", "unknown").toLowerCase(Locale.ROOT);
        return new Platform(
                system(system.getProperty("os.name", "unknown")) + '-' + PROCESSORS.getOrDefault(processor, processor));
    }

    private static String system(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("linux")) {
            return "linux";
        }
        if (lower.startsWith("mac")) {
            return "osx";
        }
        return lower.startsWith("windows") ? "win" : lower;
    }

    /** Path of a library of ONNX Runtime among the resources. */
    String resource(String library) {
        return "/ai/onnxruntime/native/" + name + '/' + System.mapLibraryName(library);
    }
}
