package dev.squeezebench.runners.onnxruntime.adapter;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Vulkan's loader says of the device that is taken, the only one to say so: it logs each device that is created, from
 * version 1.3.212 on. It writes to the process's standard error, so that is led into memory while a session opens and
 * written on right afterwards. Nothing of it is left while a model computes, since only instances and devices are logged; it
 * costs the load some hundred system calls, and a process that dies in between takes its last words along.
 */
public final class VulkanLoaderLog {
    /** Read by the loader once, when it is loaded: which of its messages it prints. */
    public static final String VARIABLE = "VK_LOADER_DEBUG";

    private static final String DRIVERS = "driver";
    private static final Pattern TAKEN = Pattern.compile("Using \"(.*)\" with driver: \"");
    private static final int BLOCK = 1 << 16;
    private static final int FAILED = -1;

    private final StandardError calls;
    private final int memory;
    private final int original;
    private final byte[] block = new byte[BLOCK];
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private VulkanLoaderLog(StandardError calls, int memory, int original) {
        this.calls = calls;
        this.memory = memory;
        this.original = original;
    }

    /** While it is open, standard error goes into memory. */
    @FunctionalInterface
    public interface Capture {
        /** Where nothing is captured. */
        Capture NONE = () -> {};

        /** Leads it back, and writes on what was printed meanwhile. */
        void close();
    }

    /**
     * Turns the log on, before anything loads the loader.
     *
     * @param own what the user set {@code VK_LOADER_DEBUG} to; it stays on
     * @return nothing where the system is not Linux or refuses
     */
    public static Optional<VulkanLoaderLog> start(Optional<String> own) {
        if (!Platform.isLinux()) {
            return Optional.empty();
        }
        try {
            return start(Native.load(StandardError.class), own);
        } catch (UnsatisfiedLinkError e) {
            return Optional.empty(); // a C library older than memfd_create
        }
    }

    private static Optional<VulkanLoaderLog> start(StandardError calls, Optional<String> own) {
        int memory = calls.memfd_create("vulkan-loader-log", 0);
        int original = calls.dup(StandardError.NUMBER);
        if (memory == FAILED || original == FAILED) {
            return Optional.empty();
        }
        calls.setenv(VARIABLE, own.map(words -> words + ',' + DRIVERS).orElse(DRIVERS), 1);
        VulkanLoaderLog log = new VulkanLoaderLog(calls, memory, original);
        log.capture().close(); // so that the first real one, within the clock, finds its functions bound
        return Optional.of(log);
    }

    /** Leads standard error into memory until it is closed. */
    public Capture capture() {
        calls.dup2(memory, StandardError.NUMBER);
        return this::writeOn;
    }

    private void writeOn() {
        calls.dup2(original, StandardError.NUMBER);
        long count = calls.pread(memory, block, BLOCK, printed.size());
        while (count > 0) {
            calls.write(StandardError.NUMBER, block, count);
            printed.write(block, 0, Math.toIntExact(count));
            count = calls.pread(memory, block, BLOCK, printed.size());
        }
    }

    /** The name of the device that was created last while captured; nothing where the loader is too old to say so. */
    public Optional<String> device() {
        return device(printed.toString(StandardCharsets.UTF_8));
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
