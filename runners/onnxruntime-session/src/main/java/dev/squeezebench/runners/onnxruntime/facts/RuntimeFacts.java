package dev.squeezebench.runners.onnxruntime.facts;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import dev.squeezebench.measure.runner.RuntimeInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What ONNX Runtime says of itself. */
public final class RuntimeFacts {
    /** Set to 1 by whoever starts the process: read by the library while it is loaded. */
    private static final String TELEMETRY_SWITCH = "ORT_DISABLE_TELEMETRY";

    /** Of a commit, in hexadecimal digits. */
    private static final int LONGEST_HASH = 64;

    private RuntimeFacts() {}

    /** Version as the native library reports it; commit of the Java classes; providers compiled into the library. */
    public static RuntimeInfo of(OrtEnvironment environment) {
        String providers = held().map(OrtProvider::getName).collect(Collectors.joining(", "));
        return new RuntimeInfo(environment.getVersion(), "commit " + commit() + "; providers " + providers);
    }

    private static Stream<OrtProvider> held() {
        return OrtEnvironment.getAvailableProviders().stream();
    }

    /**
     * Why a provider cannot be used: the loaded library lacks it; absent where it has to be tried.
     *
     * @param provider its name among the constants of {@link OrtProvider}
     */
    public static Optional<String> missing(OrtEnvironment environment, String provider) {
        return held().map(OrtProvider::name).anyMatch(provider::equals)
                ? Optional.empty()
                : Optional.of("not in this library of ONNX Runtime " + environment.getVersion() + ", which has "
                        + held().map(name ->
                                        name.name().toLowerCase(Locale.ROOT).replace("_", ""))
                                .collect(Collectors.joining(", ")));
    }

    /** Whether telemetry was switched off for this process: {@code off} or {@code runtime-default}. */
    public static String telemetry(Map<String, String> variables) {
        return "1".equals(variables.get(TELEMETRY_SWITCH)) ? "off" : "runtime-default";
    }

    private static String commit() {
        try (InputStream resource = OrtEnvironment.class.getResourceAsStream("/GIT_COMMIT_ID")) {
            if (resource == null) {
                return "unknown";
            }
            byte[] hash = new byte[LONGEST_HASH];
            int count = resource.read(hash);
            return new String(hash, 0, Math.max(count, 0), StandardCharsets.US_ASCII).trim();
        } catch (IOException e) {
            return "unreadable";
        }
    }
}
