package dev.squeezebench.runners.onnxruntime.adapter;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.squeezebench.records.Adapter;
import java.util.Map;

/** Reads what a driver says of a device: {@code VkPhysicalDeviceProperties2} and {@code VkPhysicalDeviceDriverProperties}. */
final class PhysicalDevice {
    private static final int STRUCTURE_PROPERTIES_2 = 1_000_059_001;
    private static final int STRUCTURE_DRIVER = 1_000_196_000;
    private static final int NEXT = 8;
    private static final int PROPERTIES = 16;
    private static final int PROPERTIES_BYTES = 1024;
    private static final int DRIVER_NAME = 20;
    private static final int DRIVER_INFO = 276;
    private static final int DRIVER_BYTES = 536;
    private static final int VENDOR = 8;
    private static final int TYPE = 16;
    private static final int NAME = 20;

    /** The PCI numbers of those whose devices run Vulkan; Google's is SwiftShader. */
    private static final Map<Integer, String> VENDORS = Map.of(
            DriverVersion.NVIDIA,
            "NVIDIA",
            0x1002,
            "AMD",
            0x8086,
            "Intel",
            0x13b5,
            "ARM",
            0x5143,
            "Qualcomm",
            0x1010,
            "Imagination",
            0x106b,
            "Apple",
            0x1ae0,
            "Google",
            0x10005,
            "Mesa");

    private PhysicalDevice() {}

    static Adapter describe(NativeLibrary vulkan, Pointer device) {
        try (Memory all = new Memory(PROPERTIES + PROPERTIES_BYTES);
                Memory driver = new Memory(DRIVER_BYTES)) {
            driver.clear();
            driver.setInt(0, STRUCTURE_DRIVER);
            all.clear();
            all.setInt(0, STRUCTURE_PROPERTIES_2);
            all.setPointer(NEXT, driver);
            vulkan.getFunction("vkGetPhysicalDeviceProperties2").invokeVoid(new Object[] {device, all});
            Pointer properties = all.share(PROPERTIES);
            int vendor = properties.getInt(VENDOR);
            return new Adapter(
                    properties.getString(NAME, "UTF-8"),
                    VENDORS.getOrDefault(vendor, "0x" + Integer.toHexString(vendor)),
                    type(properties.getInt(TYPE)),
                    driver(driver, DriverVersion.of(vendor, properties.getInt(Integer.BYTES))),
                    "Vulkan " + version(properties.getInt(0)));
        }
    }

    /** Name and version as the driver writes them; some write no version, and those older than Vulkan 1.2 nothing. */
    private static String driver(Pointer driver, String version) {
        String name = driver.getString(DRIVER_NAME, "UTF-8");
        String info = driver.getString(DRIVER_INFO, "UTF-8");
        return name.isEmpty() ? "version " + version : name + ' ' + (info.isEmpty() ? version : info);
    }

    private static Adapter.Type type(int number) {
        return switch (number) {
            case 1 -> Adapter.Type.INTEGRATED;
            case 2 -> Adapter.Type.DISCRETE;
            case 3 -> Adapter.Type.VIRTUAL;
            case 4 -> Adapter.Type.SOFTWARE;
            default -> Adapter.Type.OTHER;
        };
    }

    private static String version(int packed) {
        return (packed >>> 22 & 0x7f) + "." + (packed >>> 12 & 0x3ff) + '.' + (packed & 0xfff);
    }
}
