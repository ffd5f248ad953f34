package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.UserException;
import java.util.Optional;

/**
 * Where to compute, as users write it: {@code onnxruntime:cpu}, {@code android:SERIAL/tflite:xnnpack}.
 *
 * @param phone serial of a phone; absent on this machine
 * @param runner name of a runner
 * @param acceleration one of the runner's accelerations
 */
public record Target(Optional<String> phone, String runner, String acceleration) {
    private static final String PHONE = "android:";

    /** One of this machine. */
    public Target(String runner, String acceleration) {
        this(Optional.empty(), runner, acceleration);
    }

    /**
     * Reads a target.
     *
     * @throws UserException when it is not of that form
     */
    static Target parse(String text) {
        boolean onPhone = text.startsWith(PHONE);
        // A serial may be an address with a colon, and has no slash.
        int slash = text.indexOf('/');
        if (onPhone && slash <= PHONE.length()) {
            throw UserException.usage("--target " + text + ": write android:SERIAL/RUNNER:ACCELERATION, such as"
                    + " android:8A1X00001/tflite:xnnpack; 'devices' shows the serials");
        }
        String[] parts = (onPhone ? text.substring(slash + 1) : text).split(":", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw UserException.usage(
                    "--target " + text + ": write RUNNER:ACCELERATION, such as onnxruntime:cpu; 'list' shows them all");
        }
        return new Target(
                onPhone ? Optional.of(text.substring(PHONE.length(), slash)) : Optional.empty(), parts[0], parts[1]);
    }

    @Override
    public String toString() {
        return phone.map(serial -> PHONE + serial + '/').orElse("") + runner + ':' + acceleration;
    }
}
