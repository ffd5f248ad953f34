package dev.squeezebench.runners.onnxruntime.probe;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.records.Adapter;
import dev.squeezebench.runners.onnxruntime.adapter.AdapterException;
import dev.squeezebench.runners.onnxruntime.adapter.VulkanLoaderLog;
import dev.squeezebench.runners.onnxruntime.facts.Messages;
import dev.squeezebench.runners.onnxruntime.facts.RuntimeFacts;
import dev.squeezebench.runners.onnxruntime.library.GivenLibrary;
import dev.squeezebench.runners.onnxruntime.provider.NeededLibrary;
import dev.squeezebench.runners.onnxruntime.provider.Provider;
import dev.squeezebench.runners.onnxruntime.provider.ProviderAdapters;
import dev.squeezebench.runners.onnxruntime.settings.SessionSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds out by trying whether an execution provider computes here, and why not: what is listed may not be usable. */
public final class ProviderProbe {
    private final OrtEnvironment environment;
    private final Optional<GivenLibrary> library;
    private final Predicate<String> opens;

    /**
     * A probe on this machine.
     *
     * @param library the library that the user named
     */
    public ProviderProbe(OrtEnvironment environment, Optional<GivenLibrary> library) {
        this(environment, library, NeededLibrary::opens);
    }

    /**
     * A probe on any machine.
     *
     * @param opens whether the system's linker can open a library
     */
    ProviderProbe(OrtEnvironment environment, Optional<GivenLibrary> library, Predicate<String> opens) {
        this.environment = environment;
        this.library = library;
        this.opens = opens;
    }

    /** Why it cannot be used, when the library lacks it; absent where it has to be tried. */
    public Optional<Availability.Unusable> missing(Provider provider) {
        return RuntimeFacts.missing(environment, provider.name())
                .map(reason -> new Availability.Unusable(reason, provider.remedy()));
    }

    /**
     * Tries it.
     *
     * @param options those of the runner that it will be measured with
     * @throws UnsupportedByRunnerException when the provider does not take one of them
     */
    public Availability probe(Provider provider, Map<String, String> options) throws UnsupportedByRunnerException {
        SessionSettings settings = SessionSettings.ofProvider(provider, options);
        Optional<Availability.Unusable> missing = missing(provider);
        if (missing.isPresent()) {
            return missing.get();
        }
        Optional<VulkanLoaderLog> log =
                provider.adapters().filter(ProviderAdapters::isLogged).flatMap(logged -> VulkanLoaderLog.open());
        boolean computes;
        try {
            computes = ProbeModel.computes(environment, settings);
        } catch (OrtException | LinkageError e) {
            return reason(provider, e);
        } finally {
            log.ifPresent(VulkanLoaderLog::close);
        }
        return computes
                ? new Availability.Usable(
                        RuntimeFacts.of(environment),
                        adapters(provider, settings, log.flatMap(VulkanLoaderLog::device)))
                : new Availability.Unusable(
                        "ONNX Runtime computed a wrong sum on " + provider.acceleration(), provider.remedy());
    }

    /** Those that may have computed it; none where the provider's devices cannot be asked for. */
    private List<Adapter> adapters(Provider provider, SessionSettings settings, Optional<String> logged) {
        if (provider.adapters().isEmpty()) {
            return List.of();
        }
        try {
            return provider.adapters().get().taken(library, settings.words(), logged);
        } catch (AdapterException e) {
            return List.of();
        }
    }

    private Availability.Unusable reason(Provider provider, Throwable failure) {
        List<NeededLibrary> missing = provider.libraries().stream()
                .filter(needed -> !needed.isPresent(library, opens))
                .toList();
        if (!missing.isEmpty()) {
            return Availability.Unusable.onThisMachine(
                    "needs " + missing.stream().map(NeededLibrary::toString).collect(Collectors.joining(", "))
                            + ": not found",
                    "install them where the system's linker looks (or LD_LIBRARY_PATH), providers beside the library"
                            + " of --native-library");
        }
        return provider.adapters().isPresent()
                ? withoutAdapter(provider, provider.adapters().get().list(), failure)
                : refused(provider, failure);
    }

    private Availability.Unusable withoutAdapter(
            Provider provider, ProviderAdapters.AdapterList list, Throwable failure) {
        try {
            List<Adapter> adapters = list.list(library);
            return Availability.Unusable.onThisMachine(
                    provider.acceleration() + " takes no device: there is "
                            + adapters.stream().map(Adapter::name).collect(Collectors.joining(", ")) + ", but "
                            + Messages.firstLine(failure),
                    "update the GPU's driver, or let it see another device (Vulkan's by VK_DRIVER_FILES)");
        } catch (AdapterException e) {
            return Availability.Unusable.onThisMachine(
                    "no device for " + provider.acceleration() + ": " + e.reason(), e.remedy());
        }
    }

    private static Availability.Unusable refused(Provider provider, Throwable failure) {
        return Availability.Unusable.onThisMachine(
                "ONNX Runtime cannot use " + provider.acceleration() + ": " + Messages.firstLine(failure),
                provider.remedy());
    }
}
