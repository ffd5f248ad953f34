package dev.squeezebench.runners.onnxruntime;

import dev.squeezebench.measure.UnsupportedByRunnerException;
import java.util.List;

/**
 * An acceleration of this runner. Another execution provider is another row of {@link #ALL} and its word in {@code
 * runner.properties}.
 *
 * @param acceleration word in targets, such as {@code cpu}
 * @param append appends the execution provider to a session
 * @param remedy what to do where it is not usable
 */
record ProviderRow(String acceleration, SessionEffect append, String remedy) {
    static final List<ProviderRow> ALL = List.of(new ProviderRow(
            "cpu",
            SessionEffect.NONE, // every session has the CPU provider as its last resort
            "use a platform that ONNX Runtime publishes libraries for, or name a folder with its libraries"));

    /** The words of all rows. */
    static List<String> accelerations() {
        return ALL.stream().map(ProviderRow::acceleration).toList();
    }

    /** What to do where an acceleration is not usable. */
    static String remedy(String acceleration) {
        return ALL.stream()
                .filter(row -> row.acceleration().equals(acceleration))
                .map(ProviderRow::remedy)
                .findFirst()
                .orElse("use one of " + String.join(", ", accelerations()));
    }

    /**
     * The row of an acceleration.
     *
     * @throws UnsupportedByRunnerException when there is none
     */
    static ProviderRow of(String acceleration) throws UnsupportedByRunnerException {
        return ALL.stream()
                .filter(row -> row.acceleration().equals(acceleration))
                .findFirst()
                .orElseThrow(() -> new UnsupportedByRunnerException("onnxruntime has no acceleration '" + acceleration
                        + "', only " + String.join(", ", accelerations())));
    }
}
