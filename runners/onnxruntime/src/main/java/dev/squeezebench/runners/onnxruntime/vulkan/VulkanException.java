package dev.squeezebench.runners.onnxruntime.vulkan;

/** Vulkan has no adapter to offer. */
public final class VulkanException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String remedy;

    VulkanException(String reason, String remedy) {
        super(reason + "; " + remedy);
        this.reason = reason;
        this.remedy = remedy;
    }

    /** Why, in one sentence. */
    public String reason() {
        return reason;
    }

    /** What to do, in one sentence. */
    public String remedy() {
        return remedy;
    }
}
