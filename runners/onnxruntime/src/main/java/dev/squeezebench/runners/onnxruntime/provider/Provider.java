package dev.squeezebench.runners.onnxruntime.provider;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An acceleration of this runner: one execution provider of ONNX Runtime, a row of {@link Providers}.
 *
 * @param acceleration word in targets, such as {@code webgpu}
 * @param name its name among the constants of {@link ai.onnxruntime.OrtProvider}; older versions lack some
 * @param place where it computes
 * @param append appends it to a session
 * @param companion what is appended after it, on the same device, for the nodes that it leaves
 * @param options its settings
 * @param refused settings that must not be used, with the reason
 * @param adapters finds the devices that it may take, where we know how
 * @param libraries what it needs on the machine, in addition to ONNX Runtime
 * @param remedy what to do where it is not usable
 */
public record Provider(
        String acceleration,
        String name,
        Place place,
        Appender append,
        Optional<Companion> companion,
        List<ProviderOption> options,
        Map<String, String> refused,
        Optional<ProviderAdapters> adapters,
        List<NeededLibrary> libraries,
        String remedy) {
    public Provider {
        options = List.copyOf(options);
        refused = Map.copyOf(refused);
        libraries = List.copyOf(libraries);
    }

    /** A provider of which no more is known than how the Java API appends it. */
    static Provider plain(String acceleration, String name, Place place, Appender append, String remedy) {
        return new Provider(
                acceleration,
                name,
                place,
                append,
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty(),
                List.of(),
                remedy);
    }

    /** Where a provider computes. */
    public enum Place {
        /** On the processor: devices are not read while it is measured. */
        PROCESSOR,
        /** On a device other than the processor. */
        DEVICE
    }

    /** Appends an execution provider with settings by its own names. */
    @FunctionalInterface
    public interface Appender {
        void append(SessionOptions options, Map<String, String> settings) throws OrtException;
    }

    /**
     * Another provider of the same device.
     *
     * @param acceleration its word
     * @param append appends it, given the settings of the one before it
     */
    public record Companion(String acceleration, Appender append) {}

    /** The words of those that compute on the same device in its place. */
    public List<String> companions() {
        return companion.map(Companion::acceleration).stream().toList();
    }

    /** Whether it is ONNX Runtime's own CPU provider, which also runs what every other provider leaves. */
    public boolean isCpu() {
        return acceleration.equals(Providers.CPU);
    }

    /**
     * The provider of an acceleration.
     *
     * @throws UnsupportedByRunnerException when there is none
     */
    public static Provider of(String acceleration) throws UnsupportedByRunnerException {
        return Providers.ALL.stream()
                .filter(provider -> provider.acceleration().equals(acceleration))
                .findFirst()
                .orElseThrow(() -> new UnsupportedByRunnerException("onnxruntime has no acceleration '" + acceleration
                        + "', only " + String.join(", ", Providers.accelerations())));
    }
}
