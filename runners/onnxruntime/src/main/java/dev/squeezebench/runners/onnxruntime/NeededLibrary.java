package dev.squeezebench.runners.onnxruntime;

import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A library that an execution provider needs.
 *
 * @param file its name, such as {@code libcublasLt.so.12}
 * @param origin what brings it, such as {@code CUDA 12}
 * @param besideRuntime whether it lies in the folder of ONNX Runtime's own; else the system's linker finds it
 */
record NeededLibrary(String file, String origin, boolean besideRuntime) {
    static NeededLibrary beside(String file, String origin) {
        return new NeededLibrary(file, origin, true);
    }

    static NeededLibrary installed(String file, String origin) {
        return new NeededLibrary(file, origin, false);
    }

    /**
     * Whether it is there.
     *
     * @param runtime the library that the user named
     * @param opens whether the system's linker can open a library
     */
    boolean isThere(Optional<GivenLibrary> runtime, Predicate<String> opens) {
        return besideRuntime
                ? runtime.map(given -> Files.isRegularFile(given.file().resolveSibling(file)))
                        .orElse(false)
                : opens.test(file);
    }

    @Override
    public String toString() {
        return file + " (" + origin + ')';
    }
}
