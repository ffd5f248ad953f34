package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OrtException;
import dev.squeezebench.measure.RunnerException;
import dev.squeezebench.measure.UnsupportedByRunnerException;

/** Tells what a device lacks, which shows only when kernels are compiled, from what went wrong. */
final class InferenceProblem {
    /** Of the WebGPU provider (1.29.0), when a kernel is generated for an adapter without the feature shader-f16. */
    private static final String NO_FLOAT16 = "requires f16 but the device does not support it";

    private InferenceProblem() {}

    /** What to throw instead. */
    static RunnerException of(OrtException thrown) {
        String line = Messages.firstLine(thrown);
        return line.contains(NO_FLOAT16)
                ? new UnsupportedByRunnerException(
                        "the adapter computes no float16 (it lacks shader-f16): measure it in"
                                + " float32, or on another adapter")
                : new RunnerException("ONNX Runtime failed in an inference: " + line, thrown);
    }
}
