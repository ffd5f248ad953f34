package dev.squeezebench.runners.onnxruntime.provider;

import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.runners.onnxruntime.settings.ProviderOption;
import dev.squeezebench.runners.onnxruntime.settings.SessionProvider;
import dev.squeezebench.runners.onnxruntime.settings.SessionSettings;
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
        String remedy)
        implements SessionProvider {
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

    @Override
    public String runner() {
        return "onnxruntime";
    }

    @Override
    public String constant() {
        return name;
    }

    @Override
    public boolean isOnDevice() {
        return place == Place.DEVICE;
    }

    /**
     * What a request asks for, of the provider that it names.
     *
     * @throws UnsupportedByRunnerException when an acceleration, an option or its value is unknown
     */
    public static SessionSettings settings(SessionRequest request) throws UnsupportedByRunnerException {
        return SessionSettings.of(request, of(request.acceleration()));
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
