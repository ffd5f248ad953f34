package dev.squeezebench.runners.onnxruntime.provider;

import dev.squeezebench.records.Adapter;
import dev.squeezebench.runners.onnxruntime.adapter.AdapterException;
import dev.squeezebench.runners.onnxruntime.library.GivenLibrary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The devices that a provider may take.
 *
 * @param list asks for them
 * @param option the option that has the number of the one that is taken; without one, Vulkan's loader logs its name
 */
public record ProviderAdapters(AdapterList list, Optional<String> option) {
    /** Lists the devices that a provider sees. */
    @FunctionalInterface
    public interface AdapterList {
        /**
         * At least one, in the provider's order.
         *
         * @param library the library that the user named
         */
        List<Adapter> list(Optional<GivenLibrary> library) throws AdapterException;
    }

    /** Whether Vulkan's loader logs the one that is taken. */
    public boolean isLogged() {
        return option.isEmpty();
    }

    /**
     * Those that may have been taken, each once: a single one where it is known, or where all are alike.
     *
     * @param library the library that the user named
     * @param words what is set on the session
     * @param logged the name that Vulkan's loader logged
     */
    public List<Adapter> taken(Optional<GivenLibrary> library, Map<String, String> words, Optional<String> logged)
            throws AdapterException {
        List<Adapter> all = list.list(library);
        if (option.isPresent()) {
            int number = Integer.parseInt(words.getOrDefault(option.get(), "0"));
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
                    "run the command again, and report it if it stays so");
        }
        return named;
    }
}
