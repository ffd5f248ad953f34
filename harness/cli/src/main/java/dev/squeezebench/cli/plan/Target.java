package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.UserException;

/**
 * Where to compute, as users write it: {@code onnxruntime:cpu}.
 *
 * @param runner name of a runner
 * @param acceleration one of the runner's accelerations
 */
public record Target(String runner, String acceleration) {
    /**
     * Reads a target.
     *
     * @throws UserException when it is not of that form
     */
    static Target parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw UserException.usage(
                    "--target " + text + ": write RUNNER:ACCELERATION, such as onnxruntime:cpu; 'list' shows them all");
        }
        return new Target(parts[0], parts[1]);
    }

    @Override
    public String toString() {
        return runner + ':' + acceleration;
    }
}
