package dev.squeezebench.runners.onnxruntime.adapter;

/**
 * A driver's number in the parts that its vendor packs into 32 bits. Vulkan leaves that to the vendor: most pack it like the
 * interface's version (10, 10 and 12 bits), NVIDIA in 10, 8, 8 and 6. Source: the Vulkan specification on {@code
 * driverVersion}, and the decoding of the hardware database at vulkan.gpuinfo.org.
 */
final class DriverVersion {
    /** NVIDIA's PCI number. */
    static final int NVIDIA = 0x10de;

    private DriverVersion() {}

    static String of(int vendor, int packed) {
        int major = packed >>> 22;
        return vendor == NVIDIA
                ? major + "." + (packed >>> 14 & 0xff) + '.' + (packed >>> 6 & 0xff) + '.' + (packed & 0x3f)
                : major + "." + (packed >>> 12 & 0x3ff) + '.' + (packed & 0xfff);
    }
}
