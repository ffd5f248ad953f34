package dev.squeezebench.runners.onnxruntime.provider;

import com.sun.jna.NativeLibrary;
import dev.squeezebench.runners.onnxruntime.library.GivenLibrary;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A library that an execution provider needs.
 *
 * @param file its name, such as {@code libcublasLt.so.12}
 * @param origin what brings it, such as {@code CUDA 12}
 * @param besideRuntime whether it is in the folder of ONNX Runtime's own; else the system's linker finds it
 */
public record NeededLibrary(String file, String origin, boolean besideRuntime) {
    static NeededLibrary beside(String file, String origin) {
        return new NeededLibrary(file, origin, true);
    }

    static NeededLibrary installed(String file, String origin) {
        return new NeededLibrary(file, origin, false);
    }

    /**
     * Whether it is present.
     *
     * @param runtime the library that the user named
     * @param opens whether the system's linker can open a library
     */
    public boolean isPresent(Optional<GivenLibrary> runtime, Predicate<String> opens) {
        return besideRuntime
                ? runtime.map(given -> Files.isRegularFile(given.file().resolveSibling(file)))
                        .orElse(false)
                : opens.test(file);
    }

    /** Whether the system's linker can open a library, with all that it needs itself. */
    public static boolean opens(String file) {
        try (NativeLibrary opened = NativeLibrary.getInstance(file)) {
            return opened.getName() != null;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return file + " (" + origin + ')';
    }
}
