package dev.squeezebench.measure.runner;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An inference runtime: says what it supports and opens models. Found by {@link java.util.ServiceLoader} inside the
 * measured process; the command's own process never loads one.
 */
public interface Runner {
    /** System property of the measured process: the runtime's native library or its folder, where the user named one. */
    String NATIVE_LIBRARY = "squeezebench.native-library";

    /** Name in targets and ids, such as {@code onnxruntime}. */
    String name();

    /** Format of the model files it opens: {@code onnx} or {@code tflite}. */
    String modelFormat();

    /** Accelerations it has a row for, usable here or not. */
    List<String> accelerations();

    /**
     * Loads the runtime's native library. Called once in the measured process before anything else and outside the
     * clock, so that unpacking and linking a library does not count as loading a model.
     *
     * @return what the runtime says of itself
     * @throws RunnerException when there is no library for this platform or it cannot be linked
     */
    RuntimeInfo initialize() throws RunnerException;

    /**
     * Finds out by trying whether an acceleration is usable on this machine, and on which device it computes then. May crash
     * the process: callers use a separate one.
     *
     * @param options of this runner, as a session will have them: they may choose the device
     */
    Availability probe(String acceleration, Map<String, String> options);

    /**
     * Why an acceleration cannot be used, where the loaded library says so without trying it; absent where it has to be
     * tried. Never crashes.
     */
    default Optional<Availability.Unusable> missing(String acceleration) {
        return Optional.empty();
    }

    /**
     * Loads a model: this call is timed as the load.
     *
     * @throws UnsupportedByRunnerException when this runner, version or acceleration cannot do what was asked
     * @throws RunnerException when it should have worked and did not
     */
    Session open(SessionRequest request) throws RunnerException;

    /**
     * Opens a model with the runtime's own profiler on.
     *
     * @param folder empty; for what the runtime writes
     * @throws UnsupportedByRunnerException when there is no profiler of operators for this, which is the default
     * @throws RunnerException when it should have worked and did not
     */
    default ProfiledSession openProfiled(SessionRequest request, Path folder) throws RunnerException {
        throw new UnsupportedByRunnerException(name() + " has no profiler of operators here");
    }

    /**
     * Options of a session that gives memory back to the system's allocator as soon as it is released, so that what never is
     * can be seen; empty where a session does so anyway, or never does.
     */
    default Map<String, String> unpooled(String acceleration) {
        return Collections.emptyMap();
    }
}
