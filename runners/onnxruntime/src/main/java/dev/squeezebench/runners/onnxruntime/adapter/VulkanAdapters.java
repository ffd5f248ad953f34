package dev.squeezebench.runners.onnxruntime.adapter;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.squeezebench.records.Adapter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The adapters that Vulkan's loader finds, in its order.
 *
 * <p>Source of numbers and layouts: the Vulkan specification, {@code vulkan_core.h}, on 64-bit machines.
 */
public final class VulkanAdapters {
    private static final String LOADER = "libvulkan.so.1";
    private static final int SUCCESS = 0;
    private static final int STRUCTURE_INSTANCE = 1;
    private static final int INSTANCE_BYTES = 64;
    private static final int APPLICATION_BYTES = 48;
    private static final int APPLICATION_IN_INSTANCE = 24;
    private static final int API_IN_APPLICATION = 44;
    private static final int VULKAN_1_2 = 1 << 22 | 2 << 12;

    private VulkanAdapters() {}

    /**
     * Asks for them.
     *
     * @param loader the loader to ask; the system's where none is named
     * @return at least one
     * @throws AdapterException when there is no loader, no driver, or no device
     */
    public static List<Adapter> list(Optional<Path> loader) throws AdapterException {
        try (NativeLibrary vulkan = open(loader)) {
            Pointer instance = instance(vulkan);
            try {
                List<Adapter> adapters = new ArrayList<>();
                for (Pointer device : devices(vulkan, instance)) {
                    adapters.add(PhysicalDevice.describe(vulkan, device));
                }
                if (adapters.isEmpty()) {
                    throw noDriver();
                }
                return List.copyOf(adapters);
            } finally {
                vulkan.getFunction("vkDestroyInstance").invokeVoid(new Object[] {instance, Pointer.NULL});
            }
        }
    }

    private static NativeLibrary open(Optional<Path> loader) throws AdapterException {
        try {
            return NativeLibrary.getInstance(loader.map(Path::toString).orElse(LOADER));
        } catch (UnsatisfiedLinkError e) {
            throw new AdapterException(
                    "no Vulkan loader (" + LOADER + ")",
                    "install it (Debian: libvulkan1, Fedora: vulkan-loader), or put it beside the library of"
                            + " --native-library");
        }
    }

    private static Pointer instance(NativeLibrary vulkan) throws AdapterException {
        PointerByReference instance = new PointerByReference();
        try (Memory application = new Memory(APPLICATION_BYTES);
                Memory create = new Memory(INSTANCE_BYTES)) {
            application.clear();
            // Without it the loader shows nothing beyond version 1.0, such as the driver's name.
            application.setInt(API_IN_APPLICATION, VULKAN_1_2);
            create.clear();
            create.setInt(0, STRUCTURE_INSTANCE);
            create.setPointer(APPLICATION_IN_INSTANCE, application);
            int result =
                    vulkan.getFunction("vkCreateInstance").invokeInt(new Object[] {create, Pointer.NULL, instance});
            if (result != SUCCESS) {
                throw noDriver();
            }
            return instance.getValue();
        }
    }

    private static List<Pointer> devices(NativeLibrary vulkan, Pointer instance) throws AdapterException {
        IntByReference count = new IntByReference();
        enumerate(vulkan, instance, count, Pointer.NULL);
        if (count.getValue() == 0) {
            return List.of();
        }
        try (Memory devices = new Memory((long) count.getValue() * Long.BYTES)) {
            enumerate(vulkan, instance, count, devices);
            return List.of(devices.getPointerArray(0, count.getValue()));
        }
    }

    private static void enumerate(NativeLibrary vulkan, Pointer instance, IntByReference count, Pointer devices)
            throws AdapterException {
        int result =
                vulkan.getFunction("vkEnumeratePhysicalDevices").invokeInt(new Object[] {instance, count, devices});
        if (result != SUCCESS) {
            throw noDriver();
        }
    }

    private static AdapterException noDriver() {
        return NvidiaVulkan.ofThisMachine()
                .reason()
                .orElseGet(() -> new AdapterException(
                        "no Vulkan driver offers a device",
                        "install the GPU's driver, or name its .json file by VK_DRIVER_FILES"));
    }
}
