package dev.squeezebench.core.runtimes;

import java.util.OptionalLong;

/** Follows downloads; the methods may be called from several threads. */
public interface DownloadListener {
    /**
     * A download begins.
     *
     * @param file its name, such as {@code onnxruntime-1.28.0.jar}
     * @param bytes its size; absent where the repository does not say
     */
    default void begins(String file, OptionalLong bytes) {}

    /** So many bytes of the file are there. */
    default void advances(String file, long bytes) {}

    /** The file is there. */
    default void ends(String file, long bytes) {}

    /** Listens to nothing. */
    static DownloadListener none() {
        return new DownloadListener() {};
    }
}
