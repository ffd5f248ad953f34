package dev.squeezebench.runners.onnxruntime.settings;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An execution provider, as far as a session needs to know it. */
public interface SessionProvider {
    /** The acceleration of ONNX Runtime's own CPU provider. */
    String CPU = "cpu";

    /** Name of the runner that has it, for messages. */
    String runner();

    /** Word in targets, such as {@code webgpu}. */
    String acceleration();

    /** Its name among the constants of {@link ai.onnxruntime.OrtProvider}; older versions lack some. */
    String constant();

    /** Whether it computes elsewhere than on the processor. */
    boolean isOnDevice();

    /** Appends it to a session. */
    Appender append();

    /** What is appended after it, on the same device, for the nodes that it leaves. */
    Optional<Companion> companion();

    /** Its settings. */
    List<ProviderOption> options();

    /** Settings that must not be used, with the reason. */
    Map<String, String> refused();

    /** What to do where it is not usable. */
    String remedy();

    /**
     * What it is told of threads, by its own names; empty where it computes on those of the session or on none.
     *
     * @param count that the user wants
     */
    default Map<String, String> threads(int count) {
        return Collections.emptyMap();
    }

    /** The words of those that compute on the same device in its place. */
    default List<String> companions() {
        return companion()
                .map(Companion::acceleration)
                .map(Collections::singletonList)
                .orElse(Collections.emptyList());
    }

    /** Whether it is ONNX Runtime's own CPU provider, which also runs what every other provider leaves. */
    default boolean isCpu() {
        return acceleration().equals(CPU);
    }

    /** Appends an execution provider with settings by its own names. */
    @FunctionalInterface
    interface Appender {
        void append(SessionOptions options, Map<String, String> settings) throws OrtException;
    }

    /**
     * Another provider of the same device.
     *
     * @param acceleration its word
     * @param append appends it, given the settings of the one before it
     */
    record Companion(String acceleration, Appender append) {}
}
