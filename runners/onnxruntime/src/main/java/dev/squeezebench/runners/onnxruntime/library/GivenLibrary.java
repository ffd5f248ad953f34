package dev.squeezebench.runners.onnxruntime.library;

import dev.squeezebench.records.text.Printable;
import dev.squeezebench.runners.onnxruntime.facts.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A library of ONNX Runtime that the user named: the file itself, or a folder as npm's package {@code
 * onnxruntime-node}, the project's releases or an own build leave it.
 *
 * @param file the library
 */
public record GivenLibrary(Path file) {
    /** Where it is looked for; {@code runner.properties} says the same to what packs a bundle. */
    static final List<String> FOLDERS = List.of(".", "lib", "bin/napi-v6/linux/x64", "bin/napi-v6/linux/arm64");

    private static final String ORIGIN = "package.txt";
    private static final String PROVIDERS = "onnxruntime_providers_";

    /**
     * Finds it.
     *
     * @param given a file or a folder
     * @throws NativeLibraryException when there is none
     */
    static GivenLibrary at(Path given) throws NativeLibraryException {
        if (Files.isRegularFile(given)) {
            return new GivenLibrary(given.toAbsolutePath());
        }
        for (String folder : FOLDERS) {
            for (String candidate : names()) {
                Path file = given.resolve(folder)
                        .resolve(candidate)
                        .toAbsolutePath()
                        .normalize();
                if (Files.isRegularFile(file)) {
                    return new GivenLibrary(file);
                }
            }
        }
        throw new NativeLibraryException(
                "there is no " + names().get(0) + " in " + Printable.quoted(given.toString()),
                "name the library or its folder by --native-library");
    }

    /** What it may be called on this platform. */
    static List<String> names() {
        String name = System.mapLibraryName("onnxruntime");
        return List.of(name, name + ".1");
    }

    /** The package that it was unpacked from, with its version, where a file beside it says so; else {@code given}. */
    String origin() throws NativeLibraryException {
        Path note = file.resolveSibling(ORIGIN);
        try {
            return Files.isRegularFile(note)
                    ? Printable.text(Files.readString(note).strip())
                    : "given";
        } catch (IOException e) {
            throw new NativeLibraryException(
                    ORIGIN + " beside the library cannot be read (" + Messages.firstLine(e) + ')',
                    "delete the folder, so that it is made again",
                    e);
        }
    }

    /**
     * Insists on the version that the Java classes were made for: loading another one fails half way, and no other can be
     * loaded into the process then.
     *
     * @param jni ONNX Runtime's own library between Java and this one
     * @throws NativeLibraryException when both name their version and it is not the same
     */
    void insistOnVersionOf(Path jni) throws NativeLibraryException, IOException {
        Optional<String> own = SymbolVersion.in(file);
        Optional<String> wanted = SymbolVersion.in(jni);
        if (own.isPresent() && wanted.isPresent() && !own.equals(wanted)) {
            throw new NativeLibraryException(
                    file.getFileName() + " is ONNX Runtime " + own.get() + ", and the Java classes here are of "
                            + wanted.get(),
                    "name a library of " + wanted.get() + ", or take the classes of " + own.get()
                            + " by --runtime onnxruntime@" + own.get());
        }
    }

    /** A Vulkan loader beside it, as a bundle has it; else the system's is used. */
    public Optional<Path> vulkanLoader() {
        Path loader = file.resolveSibling("libvulkan.so.1");
        return Files.isRegularFile(loader) ? Optional.of(loader) : Optional.empty();
    }

    private static boolean isProvider(String name) {
        String library = System.mapLibraryName(PROVIDERS);
        return name.contains(PROVIDERS) && name.endsWith(library.substring(library.lastIndexOf('.')));
    }

    /** Libraries of execution providers that lie beside it. */
    List<Path> providers() throws IOException {
        try (Stream<Path> beside = Files.list(file.resolveSibling(""))) {
            return new ArrayList<>(
                    beside.filter(path -> isProvider(path.getFileName().toString()))
                            .toList());
        }
    }
}
