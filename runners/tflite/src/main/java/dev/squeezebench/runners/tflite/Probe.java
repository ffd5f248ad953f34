package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Finds out by running a model of one operator whether kernels work here. */
final class Probe {
    /** One {@code ADD} of four float32: XNNPACK takes it. */
    private static final String MODEL = "probe.tflite";

    private static final int COPY_BYTES = 4096;

    private final Kernels kernels;

    Probe(Kernels kernels) {
        this.kernels = kernels;
    }

    /**
     * Loads and runs the model.
     *
     * @throws RunnerException when the runtime fails
     */
    Availability run(RuntimeInfo runtime) throws RunnerException {
        try (LoadedModel model = LoadedModel.open(model(), kernels, new Settings(1))) {
            Status.check(model.interpreter().Invoke(), "Invoke");
            Kernels obtained = Placement.of(model.interpreter()).obtained();
            if (obtained != kernels) {
                return new Availability.Unusable(
                        kernels.word() + " took no node of a model that it should take",
                        "use " + obtained.word() + ", or another build of TensorFlow Lite");
            }
            return new Availability.Usable(runtime);
        }
    }

    private static byte[] model() throws RunnerException {
        try (InputStream in = Probe.class.getResourceAsStream(MODEL)) {
            if (in == null) {
                throw new RunnerException("this build lacks " + MODEL + ": build it again");
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[COPY_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes.write(buffer, 0, count);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new RunnerException("this build's " + MODEL + " cannot be read: build it again", e);
        }
    }
}
