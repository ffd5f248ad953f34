package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.RunnerException;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** Turns TensorFlow Lite's status codes into exceptions. */
final class Status {
    private Status() {}

    /**
     * Does nothing for {@code kTfLiteOk}, and allocates nothing then.
     *
     * @throws RunnerException on any other status
     */
    static void check(int status, String call) throws RunnerException {
        if (status != tensorflowlite.kTfLiteOk) {
            throw new RunnerException("TensorFlow Lite's " + call + " failed with status " + status);
        }
    }
}
