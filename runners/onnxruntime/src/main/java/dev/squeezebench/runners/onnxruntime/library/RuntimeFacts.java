package dev.squeezebench.runners.onnxruntime.library;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import dev.squeezebench.measure.runner.RuntimeInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** What ONNX Runtime says of itself. */
public final class RuntimeFacts {
    /** Set to 1 by whoever starts the process: read by the library while it is loaded. */
    private static final String TELEMETRY_SWITCH = "ORT_DISABLE_TELEMETRY";

    private RuntimeFacts() {}

    /** Version as the native library reports it; commit of the Java classes; providers compiled into the library. */
    public static RuntimeInfo of(OrtEnvironment environment) {
        String providers = OrtEnvironment.getAvailableProviders().stream()
                .map(OrtProvider::getName)
                .collect(Collectors.joining(", "));
        return new RuntimeInfo(environment.getVersion(), "commit " + commit() + "; providers " + providers);
    }

    /** Whether telemetry was switched off for this process: {@code off} or {@code runtime-default}. */
    public static String telemetry(Map<String, String> variables) {
        return "1".equals(variables.get(TELEMETRY_SWITCH)) ? "off" : "runtime-default";
    }

    private static String commit() {
        try (InputStream resource = OrtEnvironment.class.getResourceAsStream("/GIT_COMMIT_ID")) {
            return resource == null
                    ? "unknown"
                    : new String(resource.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return "unreadable";
        }
    }
}
