package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.UnsupportedByRunnerException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Options of this runner.
 *
 * @param allowFp16 {@code allow_fp16}: lets kernels compute float32 tensors in float16; off by default, since it
 *     changes the outputs
 */
record TfliteOptions(boolean allowFp16) {
    private static final String ALLOW_FP16 = "allow_fp16";

    /**
     * Reads options.
     *
     * @throws UnsupportedByRunnerException on a name or value that this runner does not know
     */
    static TfliteOptions of(Map<String, String> options) throws UnsupportedByRunnerException {
        boolean allowFp16 = false;
        for (Map.Entry<String, String> option : options.entrySet()) {
            if (!option.getKey().equals(ALLOW_FP16)) {
                throw new UnsupportedByRunnerException(
                        "tflite has no option '" + option.getKey() + "'; it has " + ALLOW_FP16);
            }
            allowFp16 = flag(option.getKey(), option.getValue());
        }
        return new TfliteOptions(allowFp16);
    }

    /** Every setting by name, as recorded. */
    Map<String, String> settings(int threads) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(ALLOW_FP16, Boolean.toString(allowFp16));
        settings.put("threads", Integer.toString(threads));
        return Collections.unmodifiableMap(settings);
    }

    private static boolean flag(String name, String value) throws UnsupportedByRunnerException {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new UnsupportedByRunnerException(
                        "tflite option '" + name + "' is true or false, not '" + value + "'");
        };
    }
}
