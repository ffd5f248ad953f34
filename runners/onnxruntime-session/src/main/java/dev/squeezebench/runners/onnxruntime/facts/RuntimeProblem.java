package dev.squeezebench.runners.onnxruntime.facts;

import ai.onnxruntime.OrtException;
import dev.squeezebench.measure.runner.OutOfDeviceMemoryException;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells what a device lacks, features or memory, from what went wrong, by the runtime's words: it has no other codes for
 * them.
 */
public final class RuntimeProblem {
    /** Of the WebGPU provider (1.29.0), when a kernel is generated for an adapter without the feature shader-f16. */
    private static final String NO_FLOAT16 = "requires f16 but the device does not support it";

    /**
     * In lower case, of the runtime's arena ({@code bfc_arena.cc}), CUDA ({@code cudaGetErrorString}), cuBLAS and cuDNN,
     * Vulkan below WebGPU, in this order.
     */
    private static final List<String> NO_MEMORY = List.of(
            "failed to allocate memory",
            "smaller than requested bytes",
            "out of memory",
            "status_alloc_failed",
            "out_of_device_memory");

    /** Of a model that is newer than the runtime, or whose operators it lacks: version of the format or of an operator set. */
    private static final Pattern OTHER_VERSION = Pattern.compile(
            "Unsupported model IR version|Current official support for domain|Could not find an implementation for"
                    + "|is not a registered function/op|No Op registered for");

    private RuntimeProblem() {}

    /**
     * What to throw instead.
     *
     * @param acceleration that was asked for
     * @param doing what failed where nothing more is known, such as {@code ONNX Runtime failed in an inference}
     */
    public static RunnerException of(OrtException thrown, String acceleration, String doing) {
        String line = Messages.firstLine(thrown);
        if (line.contains(NO_FLOAT16)) {
            return new UnsupportedByRunnerException(
                    "the adapter computes no float16 (it lacks shader-f16): measure it in"
                            + " float32, or on another adapter");
        }
        if (OTHER_VERSION.matcher(line).find()) {
            return new UnsupportedByRunnerException("ONNX Runtime of this version does not take the model: " + line
                    + "; try another version of it by --runtime");
        }
        String lower = line.toLowerCase(Locale.ROOT);
        return NO_MEMORY.stream().anyMatch(lower::contains)
                ? new OutOfDeviceMemoryException(acceleration, line, thrown)
                : new RunnerException(doing + ": " + line, thrown);
    }
}
