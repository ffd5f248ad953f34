package dev.squeezebench.workloads.tensors;

import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.FileDigest;
import dev.squeezebench.workloads.FileStart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A user's file of named tensors: safetensors, or NumPy's {@code .npz}, distinguished by content. */
public final class TensorFile {
    /** Every zip file that is not empty begins so, whatever its name. */
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final Path path;
    private final String sha256;
    private final TensorSource source;

    private TensorFile(Path path, String sha256, TensorSource source) {
        this.path = path;
        this.sha256 = sha256;
        this.source = source;
    }

    /**
     * Opens a file. Its list of tensors is checked; their elements are read when they are asked for.
     *
     * @throws UnreadableFileException when it is no such file; one line says what is wrong and what to do
     */
    public static TensorFile open(Path path) throws IOException {
        return open(path, ProgressListener.NONE);
    }

    /** The same, with a listener that follows the reading. */
    public static TensorFile open(Path path, ProgressListener listener) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new UnreadableFileException(
                    path,
                    Files.exists(path) ? "not a regular file" : "no such file",
                    "name a file with tensors, .safetensors or .npz");
        }
        FileStart.refuseStandIns(path);
        TensorSource source = isZip(path) ? NpzFile.open(path) : safetensors(path);
        return new TensorFile(path, FileDigest.sha256(path, listener), source);
    }

    private static boolean isZip(Path path) throws IOException {
        try (InputStream stream = Files.newInputStream(path)) {
            return Arrays.equals(stream.readNBytes(ZIP.length), ZIP);
        }
    }

    /** Behind 8 bytes of its length the header is a JSON object. */
    private static void refuseOtherFormats(Path path) throws IOException {
        try (InputStream stream = Files.newInputStream(path)) {
            byte[] start = stream.readNBytes(Long.BYTES + 1);
            if (start.length > 0 && (start.length <= Long.BYTES || start[Long.BYTES] != '{')) {
                throw new UnreadableFileException(
                        path,
                        "it is no safetensors or .npz file",
                        "name a file with tensors, as numpy.savez or safetensors' save_file write it");
            }
        }
    }

    private static TensorSource safetensors(Path path) throws IOException {
        refuseOtherFormats(path);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Safetensors.read(path).forEach(tensor -> tensors.put(tensor.name(), tensor));
        return new TensorSource() {
            @Override
            public Set<String> names() {
                return tensors.keySet();
            }

            @Override
            public Tensor read(String name) {
                Tensor tensor = tensors.get(name);
                if (tensor == null) {
                    throw new IllegalArgumentException("no tensor " + name);
                }
                return tensor;
            }
        };
    }

    public Path path() {
        return path;
    }

    /** Of the whole file, 64 hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** Names of its tensors as the file has them: not fit for a terminal. */
    public Set<String> names() {
        return Collections.unmodifiableSet(source.names());
    }

    /**
     * Reads one tensor.
     *
     * @param name one of {@link #names}
     * @throws UnreadableFileException when it is damaged or of a type that is not read
     */
    public Tensor tensor(String name) throws IOException {
        return source.read(name);
    }

    /** An error about what is in this file. */
    public UnreadableFileException wrong(String cause, String remedy) {
        return new UnreadableFileException(path, cause, remedy);
    }
}
