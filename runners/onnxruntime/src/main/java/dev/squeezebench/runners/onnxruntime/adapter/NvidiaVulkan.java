package dev.squeezebench.runners.onnxruntime.adapter;

import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why Vulkan shows no device although NVIDIA's kernel module is loaded: servers and containers often have the driver's part
 * for CUDA alone.
 */
final class NvidiaVulkan {
    private static final String DRIVER = "libGLX_nvidia.so.0";

    /** A library of libglvnd: the driver opens it by itself, so that the linker does not miss it. */
    private static final String DISPATCH = "libEGL.so.1";

    /** The words of glibc's linker; of what is missing it names the first. */
    private static final Pattern MISSING = Pattern.compile("([^\\s:]+): cannot open shared object file");

    private final Path module;
    private final Function<String, Optional<String>> problem;

    /**
     * A look at any machine.
     *
     * @param module where a loaded kernel module reports its version
     * @param problem what the linker says against a library; nothing where it opens
     */
    NvidiaVulkan(Path module, Function<String, Optional<String>> problem) {
        this.module = module;
        this.problem = problem;
    }

    static NvidiaVulkan ofThisMachine() {
        return new NvidiaVulkan(CudaAdapters.MODULE, NvidiaVulkan::open);
    }

    /** The reason; nothing on a machine without the module. */
    Optional<AdapterException> reason() {
        return Files.exists(module) ? Optional.of(reason(problem.apply(DRIVER))) : Optional.empty();
    }

    private AdapterException reason(Optional<String> said) {
        if (said.isEmpty() && problem.apply(DISPATCH).isPresent()) {
            return new AdapterException(
                    "NVIDIA's Vulkan driver (" + DRIVER + ") finds no device without libglvnd (" + DISPATCH
                            + ": not found)",
                    "install libglvnd (Debian, Ubuntu: apt-get install libegl1; Fedora: libglvnd-egl), see docs/gpu.md");
        }
        if (said.isEmpty()) {
            return new AdapterException(
                    "NVIDIA's Vulkan driver (" + DRIVER + ") is present, and it shows no device",
                    "see whether nvidia_icd.json is in /usr/share/vulkan/icd.d or /etc/vulkan/icd.d, or name it by"
                            + " VK_DRIVER_FILES");
        }
        Matcher missing = MISSING.matcher(said.get());
        if (missing.find() && !missing.group(1).endsWith(DRIVER)) {
            return new AdapterException(
                    "NVIDIA's Vulkan driver (" + DRIVER + ") needs " + missing.group(1) + ": not found",
                    "install the package that has it (Debian: libx11-6 and libxext6)");
        }
        return new AdapterException(
                "NVIDIA's driver is installed without its Vulkan part (" + DRIVER + ")",
                "start a container with NVIDIA_DRIVER_CAPABILITIES=all, or install the driver's libraries for graphics"
                        + " (Ubuntu: libnvidia-gl of its version)");
    }

    private static Optional<String> open(String library) {
        try {
            NativeLibrary.getInstance(library).close();
            return Optional.empty();
        } catch (UnsatisfiedLinkError e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
