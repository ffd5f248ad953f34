package dev.squeezebench.runners.onnxruntime.library;

import ai.onnxruntime.OrtEnvironment;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.runners.onnxruntime.facts.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Loads ONNX Runtime's native library.
 *
 * <p>Left to itself, the Java API unpacks 28 MB into a temporary folder that stays behind when the process is killed (and
 * empty when it is not). Here the libraries are unpacked into a folder of their own, loaded and deleted at once, which
 * Linux and macOS allow; elsewhere they are deleted at the end. A library that the user names by {@link
 * Runner#NATIVE_LIBRARY} is linked into that folder instead of the packed one, with the providers beside it.
 */
public final class NativeLibrary {
    /** System property of ONNX Runtime: a folder with both libraries. */
    static final String PATH_PROPERTY = "onnxruntime.native.path";

    private static final String RUNTIME = "onnxruntime";
    private static final String JNI = "onnxruntime4j_jni";

    private final Platform platform;
    private final Optional<Path> given;

    NativeLibrary(Platform platform, Optional<Path> given) {
        this.platform = platform;
        this.given = given;
    }

    /** The library of this process: the one that the user named, else the packed one. */
    public static NativeLibrary ofThisProcess() {
        return new NativeLibrary(
                Platform.of(System.getProperties()),
                Optional.ofNullable(System.getProperty(Runner.NATIVE_LIBRARY)).map(Path::of));
    }

    /** {@code packed}, {@code given}, or the package and version that the given one was unpacked from. */
    public String origin() throws NativeLibraryException {
        Optional<GivenLibrary> named = given();
        if (named.isPresent()) {
            return named.get().origin();
        }
        return System.getProperty(PATH_PROPERTY) != null ? "given" : "packed";
    }

    /** The library that the user named. */
    public Optional<GivenLibrary> given() throws NativeLibraryException {
        return given.isPresent() ? Optional.of(GivenLibrary.at(given.get())) : Optional.empty();
    }

    /**
     * The runtime's environment, of which there is one in a process.
     *
     * @throws NativeLibraryException when there is no library for this platform or it cannot be linked
     */
    public OrtEnvironment load() throws NativeLibraryException {
        if (System.getProperty(PATH_PROPERTY) != null) {
            return link();
        }
        try {
            Path folder = Files.createTempDirectory("squeezebench-onnxruntime");
            try {
                collect(folder);
                System.setProperty(PATH_PROPERTY, folder.toString());
                return link();
            } finally {
                System.clearProperty(PATH_PROPERTY);
                delete(folder);
            }
        } catch (IOException e) {
            throw new NativeLibraryException(
                    "ONNX Runtime's library cannot be unpacked (" + Messages.firstLine(e) + ")",
                    "make room in the temporary folder, or name another by TMPDIR=DIR",
                    e);
        }
    }

    private void collect(Path folder) throws IOException, NativeLibraryException {
        Path jni = unpack(JNI, folder);
        Optional<GivenLibrary> library = given();
        if (library.isEmpty()) {
            unpack(RUNTIME, folder);
            return;
        }
        library.get().insistOnVersionOf(jni);
        Files.createSymbolicLink(
                folder.resolve(System.mapLibraryName(RUNTIME)), library.get().file());
        for (Path provider : library.get().providers()) {
            Files.createSymbolicLink(folder.resolve(provider.getFileName()), provider.toAbsolutePath());
        }
        library.get().vulkanLoader().ifPresent(loader -> System.load(loader.toString()));
    }

    private Path unpack(String library, Path folder) throws IOException, NativeLibraryException {
        try (InputStream resource = OrtEnvironment.class.getResourceAsStream(platform.resource(library))) {
            if (resource == null) {
                throw new NativeLibraryException(
                        "no ONNX Runtime library for " + platform.name() + " is packed here",
                        "build the distribution on this platform, or name a library by --native-library");
            }
            Path file = folder.resolve(System.mapLibraryName(library));
            Files.copy(resource, file);
            return file;
        }
    }

    private OrtEnvironment link() throws NativeLibraryException {
        try {
            return OrtEnvironment.getEnvironment();
        } catch (LinkageError | RuntimeException e) {
            if (isNoexec(Path.of(System.getProperty(PATH_PROPERTY)).resolve(System.mapLibraryName(JNI)))) {
                throw new NativeLibraryException(
                        "the temporary folder is mounted noexec, so that ONNX Runtime's library cannot be linked there",
                        "name another folder by TMPDIR=DIR",
                        e);
            }
            throw new NativeLibraryException(
                    "ONNX Runtime's library cannot be linked on " + platform.name() + " (" + Messages.root(e) + ")",
                    "use the library of this platform and of the same version as the Java classes",
                    e);
        }
    }

    /** Where a file with the permission cannot be executed, its file system does not allow it. */
    static boolean isNoexec(Path file) {
        return file.toFile().setExecutable(true) && !Files.isExecutable(file);
    }

    /** Deletes what is loaded by now; links to providers stay until the end, because these are loaded when asked for. */
    private static void delete(Path folder) throws IOException {
        folder.toFile().deleteOnExit(); // registered first, so deleted last
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : List.copyOf(inside.toList())) {
                boolean needed = file.getFileName().toString().contains("_providers_");
                if (needed || !file.toFile().delete()) {
                    file.toFile().deleteOnExit();
                }
            }
        }
        folder.toFile().delete();
    }
}
