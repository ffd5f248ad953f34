package dev.squeezebench.core;

import dev.squeezebench.records.Device;
import java.util.List;
import java.util.Optional;

/**
 * What has to be known of a runner to plan with it, wherever it is: on this machine or on a phone.
 *
 * @param name name in targets and ids, such as {@code onnxruntime}
 * @param runtimeVersion version of the runtime: the packed one, or the one that was put in its place
 * @param modelFormat format of the model files it opens: {@code onnx} or {@code tflite}
 * @param accelerations those it has a row for, usable here or not; the first is measured where a user names no target
 * @param onProcessor those accelerations that compute on the processor: devices are not looked at then
 * @param phone that it is on; absent on this machine
 */
public record RunnerInfo(
        String name,
        String runtimeVersion,
        String modelFormat,
        List<String> accelerations,
        List<String> onProcessor,
        Optional<Phone> phone) {
    /**
     * A phone.
     *
     * @param serial by which adb names it
     * @param server adb server that knows it, {@code HOST:PORT}
     * @param device as results name it
     */
    public record Phone(String serial, String server, Device device) {}

    /** A runner of this machine. */
    public RunnerInfo(
            String name,
            String runtimeVersion,
            String modelFormat,
            List<String> accelerations,
            List<String> onProcessor) {
        this(name, runtimeVersion, modelFormat, accelerations, onProcessor, Optional.empty());
    }

    public RunnerInfo {
        accelerations = List.copyOf(accelerations);
        onProcessor = List.copyOf(onProcessor);
    }

    /** Whether an acceleration computes on a device other than the processor. */
    public boolean isOnDevice(String acceleration) {
        return !onProcessor.contains(acceleration);
    }

    /** Where it computes when a user names no target, such as {@code onnxruntime:cpu}. */
    public String usualTarget() {
        return name + ':' + accelerations.get(0);
    }

    /** The same with another version of its runtime. */
    RunnerInfo inVersion(String version) {
        return new RunnerInfo(name, version, modelFormat, accelerations, onProcessor, phone);
    }

    /** The same on a phone. */
    RunnerInfo on(Phone other) {
        return new RunnerInfo(name, runtimeVersion, modelFormat, accelerations, onProcessor, Optional.of(other));
    }
}
