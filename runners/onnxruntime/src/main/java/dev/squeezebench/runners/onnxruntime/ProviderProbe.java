package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.records.Adapter;
import dev.squeezebench.runners.onnxruntime.adapter.AdapterException;
import dev.squeezebench.runners.onnxruntime.adapter.VulkanLoaderLog;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds out by trying whether an execution provider computes here, and why it does not: what is listed need not work. */
final class ProviderProbe {
    private final OrtEnvironment environment;
    private final Optional<GivenLibrary> library;
    private final Optional<VulkanLoaderLog> vulkan;
    private final Predicate<String> opens;

    /**
     * A probe on this machine.
     *
     * @param library the library that the user named
     * @param vulkan what Vulkan's loader says, where it can be listened to
     */
    ProviderProbe(OrtEnvironment environment, Optional<GivenLibrary> library, Optional<VulkanLoaderLog> vulkan) {
        this(environment, library, vulkan, SystemLibraries::opens);
    }

    /**
     * A probe on any machine.
     *
     * @param opens whether the system's linker can open a library
     */
    ProviderProbe(
            OrtEnvironment environment,
            Optional<GivenLibrary> library,
            Optional<VulkanLoaderLog> vulkan,
            Predicate<String> opens) {
        this.environment = environment;
        this.library = library;
        this.vulkan = vulkan;
        this.opens = opens;
    }

    /** Why it cannot be used, when the library lacks it; absent where it has to be tried. */
    Optional<Availability.Unusable> missing(ProviderRow row) {
        List<String> held = OrtEnvironment.getAvailableProviders().stream()
                .map(OrtProvider::name)
                .toList();
        return held.contains(row.provider())
                ? Optional.empty()
                : Optional.of(new Availability.Unusable(
                        "not in this library of ONNX Runtime " + environment.getVersion() + ", which holds "
                                + held.stream()
                                        .map(name ->
                                                name.toLowerCase(Locale.ROOT).replace("_", ""))
                                        .collect(Collectors.joining(", ")),
                        row.remedy()));
    }

    /** Tries it. */
    Availability probe(ProviderRow row) {
        Optional<Availability.Unusable> missing = missing(row);
        if (missing.isPresent()) {
            return missing.get();
        }
        try {
            return computes(row)
                    ? new Availability.Usable(RuntimeFacts.of(environment), adapters(row))
                    : new Availability.Unusable(
                            "ONNX Runtime computed a wrong sum on " + row.acceleration(), row.remedy());
        } catch (OrtException | LinkageError e) {
            return reason(row, e);
        }
    }

    private boolean computes(ProviderRow row) throws OrtException {
        VulkanLoaderLog.Capture listening = row.listen(vulkan);
        try {
            return ProbeModel.computes(environment, row);
        } finally {
            listening.close();
        }
    }

    /** Those that may have computed it; none where the provider's devices cannot be asked for. */
    private List<Adapter> adapters(ProviderRow row) {
        if (row.adapters().isEmpty()) {
            return List.of();
        }
        try {
            // The probe sets no option, so a device that is known by its number is the first.
            return row.adapters().get().taken(library, Map.of(), vulkan.flatMap(VulkanLoaderLog::device));
        } catch (AdapterException e) {
            return List.of();
        }
    }

    private Availability.Unusable reason(ProviderRow row, Throwable failure) {
        List<NeededLibrary> missing = row.libraries().stream()
                .filter(needed -> !needed.isThere(library, opens))
                .toList();
        if (!missing.isEmpty()) {
            return Availability.Unusable.onThisMachine(
                    "needs " + missing.stream().map(NeededLibrary::toString).collect(Collectors.joining(", "))
                            + ": not found",
                    "install them where the system's linker looks (or LD_LIBRARY_PATH), providers beside the library"
                            + " of --native-library");
        }
        return row.adapters().isPresent()
                ? withoutAdapter(row, row.adapters().get().list(), failure)
                : refused(row, failure);
    }

    private Availability.Unusable withoutAdapter(
            ProviderRow row, ProviderAdapters.AdapterList list, Throwable failure) {
        try {
            List<Adapter> adapters = list.list(library);
            return Availability.Unusable.onThisMachine(
                    row.acceleration() + " takes no device: there is "
                            + adapters.stream().map(Adapter::name).collect(Collectors.joining(", ")) + ", but "
                            + Messages.firstLine(failure),
                    "update the GPU's driver, or let it see another device (Vulkan's by VK_DRIVER_FILES)");
        } catch (AdapterException e) {
            return Availability.Unusable.onThisMachine(
                    "no device for " + row.acceleration() + ": " + e.reason(), e.remedy());
        }
    }

    private static Availability.Unusable refused(ProviderRow row, Throwable failure) {
        return Availability.Unusable.onThisMachine(
                "ONNX Runtime cannot use " + row.acceleration() + ": " + Messages.firstLine(failure), row.remedy());
    }
}
