package dev.squeezebench.runners.onnxruntime;

import dev.squeezebench.records.Adapter;
import dev.squeezebench.runners.onnxruntime.adapter.AdapterException;
import dev.squeezebench.runners.onnxruntime.adapter.VulkanLoaderLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The devices that a provider may take.
 *
 * @param list asks for them
 * @param choice how the one is known that it took
 */
record ProviderAdapters(AdapterList list, Choice choice) {
    /** Lists the devices that a provider sees. */
    @FunctionalInterface
    interface AdapterList {
        /**
         * At least one, in the provider's order.
         *
         * @param library the library that the user named
         */
        List<Adapter> list(Optional<GivenLibrary> library) throws AdapterException;
    }

    /** How the device is known. */
    sealed interface Choice {
        /**
         * By its number.
         *
         * @param option the option that has it
         */
        record ByNumber(String option) implements Choice {}

        /** By the name that Vulkan's loader logs when the device is created. */
        record ByVulkansLog() implements Choice {}
    }

    /**
     * Those that may have been taken, each once: a single one where it is known, or where all are alike.
     *
     * @param library the library that the user named
     * @param words what is set on the session
     * @param logged the name that Vulkan's loader logged
     */
    List<Adapter> taken(Optional<GivenLibrary> library, Map<String, String> words, Optional<String> logged)
            throws AdapterException {
        List<Adapter> all = list.list(library);
        if (choice instanceof Choice.ByNumber numbered) {
            int number = Integer.parseInt(words.getOrDefault(numbered.option(), "0"));
            return number < all.size() ? List.of(all.get(number)) : all;
        }
        List<Adapter> named = all.stream()
                .filter(adapter -> logged.map(adapter.name()::equals).orElse(true))
                .distinct()
                .toList();
        if (named.isEmpty()) {
            throw new AdapterException(
                    "Vulkan's loader says that ONNX Runtime took '" + logged.orElseThrow() + "', and lists "
                            + all.stream().map(Adapter::name).collect(Collectors.joining(", ")),
                    "measure again, and report it if it stays so");
        }
        return named;
    }

    /**
     * Listens to Vulkan's loader while a session opens, where that tells the device.
     *
     * @param log of this process
     */
    VulkanLoaderLog.Capture listen(Optional<VulkanLoaderLog> log) {
        return choice instanceof Choice.ByVulkansLog && log.isPresent()
                ? log.get().capture()
                : VulkanLoaderLog.Capture.NONE;
    }
}
