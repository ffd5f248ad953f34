package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.runners.onnxruntime.adapter.VulkanLoaderLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An acceleration of this runner: one execution provider of ONNX Runtime. Each comes from a {@link RowSource}.
 *
 * @param acceleration word in targets, such as {@code webgpu}
 * @param provider its name among the constants of {@link ai.onnxruntime.OrtProvider}; older versions lack some
 * @param place where it computes
 * @param append appends it to a session
 * @param companion what is appended behind it, on the same device, for the nodes that it leaves
 * @param options its settings
 * @param refused settings that must not be used, with the reason
 * @param adapters finds the devices that it may take, where we know how
 * @param libraries what it needs on the machine, beside ONNX Runtime
 * @param remedy what to do where it is not usable
 */
record ProviderRow(
        String acceleration,
        String provider,
        Place place,
        Appender append,
        Optional<Companion> companion,
        List<ProviderOption> options,
        Map<String, String> refused,
        Optional<ProviderAdapters> adapters,
        List<NeededLibrary> libraries,
        String remedy) {
    ProviderRow {
        options = List.copyOf(options);
        refused = Map.copyOf(refused);
        libraries = List.copyOf(libraries);
    }

    /** Where a provider computes. */
    enum Place {
        /** On the processor: no device is looked at while it is measured. */
        PROCESSOR,
        /** On a device of its own. */
        DEVICE
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

    /** The words of those that compute on the same device in its place. */
    List<String> companions() {
        return companion.map(Companion::acceleration).stream().toList();
    }

    /**
     * Listens to Vulkan's loader while a session opens, where that tells the device.
     *
     * @param log of this process
     */
    VulkanLoaderLog.Capture listen(Optional<VulkanLoaderLog> log) {
        return adapters.map(known -> known.listen(log)).orElse(VulkanLoaderLog.Capture.NONE);
    }

    /** Whether it computes on the CPU, where every other provider's leftovers run too. */
    boolean isCpu() {
        return acceleration.equals(ProviderRows.CPU);
    }

    /**
     * The row of an acceleration.
     *
     * @throws UnsupportedByRunnerException when there is none
     */
    static ProviderRow of(String acceleration) throws UnsupportedByRunnerException {
        return ProviderRows.ALL.stream()
                .filter(row -> row.acceleration().equals(acceleration))
                .findFirst()
                .orElseThrow(() -> new UnsupportedByRunnerException("onnxruntime has no acceleration '" + acceleration
                        + "', only " + String.join(", ", ProviderRows.accelerations())));
    }
}
