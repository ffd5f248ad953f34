package dev.squeezebench.records;

import dev.squeezebench.records.text.Words;

/**
 * The device that an execution provider computed on, as its driver names it.
 *
 * @param name such as {@code NVIDIA GeForce RTX 4090}
 * @param vendor such as {@code NVIDIA}
 * @param type what kind of device it is
 * @param driver its name and version
 * @param apiVersion of the interface that was asked, such as {@code Vulkan 1.3.0}
 */
public record Adapter(String name, String vendor, Type type, String driver, String apiVersion) {
    /** Kinds of devices; Vulkan's, under the names that readers know. */
    public enum Type {
        /** A card of its own. */
        DISCRETE,
        /** In the processor, with its memory. */
        INTEGRATED,
        /** A part of a device, given to a virtual machine. */
        VIRTUAL,
        /** The processor plays a GPU: its numbers are never a GPU's. */
        SOFTWARE,
        /** The driver does not say. */
        OTHER;

        /** Word in files. */
        public String word() {
            return Words.of(this);
        }
    }

    /** Whether the processor plays it. */
    public boolean isSoftware() {
        return type == Type.SOFTWARE;
    }
}
