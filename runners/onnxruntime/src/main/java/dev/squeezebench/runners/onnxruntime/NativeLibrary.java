package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads ONNX Runtime's native library.
 *
 * <p>Left to itself, the Java API unpacks 28 MB into a temporary folder that stays behind when the process is killed (and
 * empty when it is not). Here the libraries are unpacked into a folder of their own, loaded and deleted at once, which
 * Linux and macOS allow; elsewhere they are deleted at the end. A folder that the user names by {@value #PATH_PROPERTY}
 * is used as it is.
 */
final class NativeLibrary {
    /** System property of ONNX Runtime: a folder with both libraries. */
    static final String PATH_PROPERTY = "onnxruntime.native.path";

    private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");

    private final Platform platform;

    NativeLibrary(Platform platform) {
        this.platform = platform;
    }

    /** Whether the user named the libraries. */
    static boolean isGiven() {
        return System.getProperty(PATH_PROPERTY) != null
                || System.getProperty("onnxruntime.native.onnxruntime.path") != null;
    }

    /**
     * The runtime's environment, of which there is one in a process.
     *
     * @throws NativeLibraryException when there is no library for this platform or it cannot be linked
     */
    OrtEnvironment load() throws NativeLibraryException {
        if (isGiven()) {
            return link();
        }
        try {
            Path folder = Files.createTempDirectory("squeezebench-onnxruntime");
            try {
                for (String library : LIBRARIES) {
                    unpack(library, folder);
                }
                System.setProperty(PATH_PROPERTY, folder.toString());
                return link();
            } finally {
                System.clearProperty(PATH_PROPERTY);
                delete(folder);
            }
        } catch (IOException e) {
            throw new NativeLibraryException(
                    "ONNX Runtime's library cannot be unpacked (" + Messages.firstLine(e) + ")",
                    "make room in the temporary folder, or name another by -Djava.io.tmpdir",
                    e);
        }
    }

    private void unpack(String library, Path folder) throws IOException, NativeLibraryException {
        try (InputStream resource = OrtEnvironment.class.getResourceAsStream(platform.resource(library))) {
            if (resource == null) {
                throw new NativeLibraryException(
                        "no ONNX Runtime library for " + platform.name() + " is packed here",
                        "build the distribution on this platform, or name a folder with its libraries");
            }
            Files.copy(resource, folder.resolve(System.mapLibraryName(library)));
        }
    }

    private OrtEnvironment link() throws NativeLibraryException {
        try {
            return OrtEnvironment.getEnvironment();
        } catch (LinkageError | RuntimeException e) {
            throw new NativeLibraryException(
                    "ONNX Runtime's library cannot be linked on " + platform.name() + " (" + Messages.root(e) + ")",
                    "use the library of this platform and of the same version as the Java classes",
                    e);
        }
    }

    private static void delete(Path folder) {
        folder.toFile().deleteOnExit(); // registered first, so deleted last
        for (String library : LIBRARIES) {
            Path file = folder.resolve(System.mapLibraryName(library));
            if (!file.toFile().delete()) {
                file.toFile().deleteOnExit();
            }
        }
        folder.toFile().delete();
    }
}
