package dev.squeezebench.runners.aar;

import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is set on an interpreter; everything else is TensorFlow Lite's default.
 *
 * @param acceleration {@link #GPU} or {@link #XNNPACK}
 * @param threads of the kernels on the processor
 * @param float16 whether the GPU may compute in float16; its makers' default, and not ours: float32 stays float32
 */
record AarSettings(String acceleration, int threads, boolean float16) {
    static final String GPU = "gpu";
    static final String XNNPACK = "xnnpack";

    private static final String PRECISION = "gpu.precision";

    /**
     * The settings that a request asks for.
     *
     * @throws UnsupportedByRunnerException on an acceleration, an option or a value that this runner does not know
     */
    static AarSettings of(SessionRequest request) throws UnsupportedByRunnerException {
        String acceleration = request.acceleration();
        if (!acceleration.equals(GPU) && !acceleration.equals(XNNPACK)) {
            throw new UnsupportedByRunnerException(
                    "tflite-aar has no acceleration '" + acceleration + "': use " + GPU + " or " + XNNPACK);
        }
        Set<String> unknown = new TreeSet<>(request.options().keySet());
        boolean gpu = acceleration.equals(GPU);
        if (gpu) {
            unknown.remove(PRECISION);
        }
        if (!unknown.isEmpty()) {
            throw new UnsupportedByRunnerException("tflite-aar:" + acceleration + " has no option '"
                    + String.join("', '", unknown) + "'" + (gpu ? ": it has " + PRECISION : ""));
        }
        return new AarSettings(acceleration, request.threads(), gpu && float16(request));
    }

    private static boolean float16(SessionRequest request) throws UnsupportedByRunnerException {
        String precision = request.options().getOrDefault(PRECISION, "float32");
        return switch (precision) {
            case "float16" -> true;
            case "float32" -> false;
            default ->
                throw new UnsupportedByRunnerException(
                        PRECISION + " is float16 or float32, and '" + precision + "' is neither");
        };
    }

    /** By name, as recorded. */
    Map<String, String> recorded() {
        Map<String, String> recorded = new TreeMap<>();
        recorded.put("threads", Integer.toString(threads));
        if (acceleration.equals(GPU)) {
            recorded.put(PRECISION, float16 ? "float16" : "float32");
        }
        return Collections.unmodifiableMap(recorded);
    }
}
