package dev.squeezebench.runners.onnxruntime.adapter;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Vulkan's loader says of the device that a provider takes; nothing else does. With {@code VK_LOADER_DEBUG=driver}, which
 * the environment of a probe has, it logs each device that is created, from version 1.3.212 on. It writes to the process's
 * standard error, which goes into a file while this is open; then what is in the file is printed. For a probe alone: in a
 * trial it would be part of the load.
 */
public final class VulkanLoaderLog implements AutoCloseable {
    private static final Pattern TAKEN = Pattern.compile("Using \"(.*)\" with driver: \"");
    private static final int STANDARD_ERROR = 2;

    /** {@code O_WRONLY | O_APPEND} of Linux. */
    private static final int APPEND = 1 | 02000;

    private static final int FAILED = -1;

    private final Calls calls;
    private final int original;
    private final Path file;
    private String printed = "";

    private VulkanLoaderLog(Calls calls, int original, Path file) {
        this.calls = calls;
        this.original = original;
        this.file = file;
    }

    /** Functions of the C library; -1 is failure. */
    interface Calls extends Library {
        int open(String path, int flags);

        int dup(int file);

        int dup2(int from, int to);

        int close(int file);
    }

    /** Sends standard error into a file until it is closed; absent where the system is not Linux or refuses. */
    public static Optional<VulkanLoaderLog> open() {
        if (!Platform.isLinux()) {
            return Optional.empty();
        }
        Calls calls = Native.load(Calls.class);
        try {
            Path file = Files.createTempFile("vulkan-loader", ".log");
            int original = calls.dup(STANDARD_ERROR);
            int log = calls.open(file.toString(), APPEND);
            if (original == FAILED || log == FAILED) {
                return Optional.empty();
            }
            calls.dup2(log, STANDARD_ERROR);
            calls.close(log);
            return Optional.of(new VulkanLoaderLog(calls, original, file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Restores standard error, and prints there what was printed meanwhile. */
    @Override
    public void close() {
        calls.dup2(original, STANDARD_ERROR);
        calls.close(original);
        try {
            printed = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.err.print(printed);
    }

    /** The name of the device that was created last while it was open; absent where the loader is too old to say so. */
    public Optional<String> device() {
        return device(printed);
    }

    static Optional<String> device(String log) {
        Optional<String> last = Optional.empty();
        Matcher taken = TAKEN.matcher(log);
        while (taken.find()) {
            last = Optional.of(taken.group(1));
        }
        return last;
    }
}
