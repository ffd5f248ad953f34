package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is set on an interpreter; everything else is TensorFlow Lite's default.
 *
 * @param threads of the kernels, the calling one included
 */
record Settings(int threads) {
    /**
     * float32 stays float32: allowing float16 changes nothing on processors without such arithmetic, and the outputs on
     * others.
     */
    static final boolean ALLOW_FLOAT16 = false;

    /**
     * The settings a request asks for.
     *
     * @throws UnsupportedByRunnerException on any option: this runner has none
     */
    static Settings of(SessionRequest request) throws UnsupportedByRunnerException {
        if (!request.options().isEmpty()) {
            throw new UnsupportedByRunnerException("tflite has no options, and no option '"
                    + String.join("', '", request.options().keySet()) + "'");
        }
        return new Settings(request.threads());
    }

    /** By name, as recorded. */
    Map<String, String> recorded() {
        Map<String, String> recorded = new TreeMap<>();
        recorded.put("allow-float16", Boolean.toString(ALLOW_FLOAT16));
        recorded.put("threads", Integer.toString(threads));
        return Collections.unmodifiableMap(recorded);
    }
}
