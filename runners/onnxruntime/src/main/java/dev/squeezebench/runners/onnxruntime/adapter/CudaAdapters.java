package dev.squeezebench.runners.onnxruntime.adapter;

import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;
import dev.squeezebench.records.Adapter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The GPUs of NVIDIA that this process sees, in CUDA's order, which is that of the option {@code cuda.device}: {@code
 * CUDA_VISIBLE_DEVICES} and the like mean the same for both.
 */
public final class CudaAdapters {
    private static final String LIBRARY = "libcuda.so.1";

    /** The kernel module's own words, such as {@code NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.183.01  Sun ...}. */
    static final Path MODULE = Path.of("/proc/driver/nvidia/version");

    private static final Pattern MODULE_VERSION = Pattern.compile("Kernel Module\\s+(?:for \\S+\\s+)?([0-9][0-9.]*)");
    private static final int SUCCESS = 0;
    private static final int NAME_BYTES = 256;

    /** {@code CU_DEVICE_ATTRIBUTE_INTEGRATED}: it shares the processor's memory. */
    private static final int INTEGRATED = 18;

    private final CudaDriver cuda;
    private final Path module;

    CudaAdapters(CudaDriver cuda, Path module) {
        this.cuda = cuda;
        this.module = module;
    }

    /**
     * Asks the driver of this machine.
     *
     * @return at least one
     * @throws AdapterException when there is no driver or no device
     */
    public static List<Adapter> list() throws AdapterException {
        try {
            return new CudaAdapters(Native.load(LIBRARY, CudaDriver.class), MODULE).all();
        } catch (UnsatisfiedLinkError e) {
            throw new AdapterException("no driver of NVIDIA (" + LIBRARY + ")", "install the GPU's driver");
        }
    }

    /** At least one. */
    List<Adapter> all() throws AdapterException {
        insist("cuInit", cuda.cuInit(0));
        IntByReference count = new IntByReference();
        insist("cuDeviceGetCount", cuda.cuDeviceGetCount(count));
        IntByReference version = new IntByReference();
        insist("cuDriverGetVersion", cuda.cuDriverGetVersion(version));
        List<Adapter> adapters = new ArrayList<>();
        for (int ordinal = 0; ordinal < count.getValue(); ordinal++) {
            adapters.add(adapter(ordinal, version.getValue()));
        }
        if (adapters.isEmpty()) {
            throw new AdapterException("NVIDIA's driver shows no device", "look at CUDA_VISIBLE_DEVICES");
        }
        return List.copyOf(adapters);
    }

    private Adapter adapter(int ordinal, int version) throws AdapterException {
        IntByReference device = new IntByReference();
        insist("cuDeviceGet", cuda.cuDeviceGet(device, ordinal));
        byte[] name = new byte[NAME_BYTES];
        insist("cuDeviceGetName", cuda.cuDeviceGetName(name, NAME_BYTES, device.getValue()));
        IntByReference integrated = new IntByReference();
        insist("cuDeviceGetAttribute", cuda.cuDeviceGetAttribute(integrated, INTEGRATED, device.getValue()));
        return new Adapter(
                Native.toString(name, StandardCharsets.UTF_8),
                "NVIDIA",
                integrated.getValue() == 0 ? Adapter.Type.DISCRETE : Adapter.Type.INTEGRATED,
                driver(),
                String.format(Locale.ROOT, "CUDA %d.%d", version / 1000, version % 1000 / 10));
    }

    /** Its version, where the kernel module reports it. */
    private String driver() {
        try {
            Matcher version = MODULE_VERSION.matcher(Files.readString(module));
            return version.find() ? "NVIDIA " + version.group(1) : "NVIDIA";
        } catch (IOException e) {
            return "NVIDIA";
        }
    }

    private static void insist(String function, int result) throws AdapterException {
        if (result != SUCCESS) {
            throw new AdapterException(
                    "NVIDIA's driver answers " + function + " with error " + result,
                    "see whether nvidia-smi works, and CUDA_VISIBLE_DEVICES");
        }
    }
}
