package dev.squeezebench.cli.e2e;

import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.OutOfDeviceMemoryException;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.AccelerationUse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * ONNX Runtime with devices that break: the real runner computes on the CPU whatever is asked for, and what is asked for
 * decides what goes wrong. Packed into a runner's jar by {@link FaultyProviderIT}.
 */
public final class FaultyRunner implements Runner {
    private static final String REAL = "dev.squeezebench.runners.onnxruntime.OnnxRuntimeRunner";
    private static final String NO_MEMORY = "CUDA failure 2: out of memory ; GPU=0";

    private final Runner real;

    public FaultyRunner() throws ReflectiveOperationException {
        real = Class.forName(REAL).asSubclass(Runner.class).getConstructor().newInstance();
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public String modelFormat() {
        return real.modelFormat();
    }

    @Override
    public List<String> accelerations() {
        return real.accelerations();
    }

    @Override
    public RuntimeInfo initialize() throws RunnerException {
        return real.initialize();
    }

    /** Whatever breaks later looks usable. */
    @Override
    public Availability probe(String acceleration, Map<String, String> options) {
        return real.probe("cpu", Map.of());
    }

    @Override
    public Session open(SessionRequest request) throws RunnerException {
        if (request.acceleration().equals("rocm")) {
            throw noMemory("rocm");
        }
        Session session = real.open(
                new SessionRequest(request.model(), "cpu", request.threads(), request.dimensions(), Map.of()));
        return request.acceleration().equals("cpu") ? session : new FaultySession(session, request.acceleration());
    }

    private static OutOfDeviceMemoryException noMemory(String acceleration) {
        return new OutOfDeviceMemoryException(acceleration, NO_MEMORY, new IllegalStateException(NO_MEMORY));
    }

    /** Breaks in the third inference. */
    private static final class FaultySession implements Session {
        private static final int FAULTY = 3;

        private final Session real;
        private final String acceleration;
        private int invocations;

        FaultySession(Session real, String acceleration) {
            this.real = real;
            this.acceleration = acceleration;
        }

        @Override
        public SessionInfo info() {
            SessionInfo info = real.info();
            return new SessionInfo(
                    info.runtime(),
                    new AccelerationUse(acceleration, Optional.empty(), Map.of()),
                    info.settings(),
                    info.inputs(),
                    info.outputs());
        }

        @Override
        public void bind(List<Tensor> inputs) throws RunnerException {
            real.bind(inputs);
        }

        @Override
        public void reset() throws RunnerException {
            real.reset();
        }

        @Override
        public void invoke() throws RunnerException {
            invocations++;
            if (invocations == FAULTY) {
                strike();
            }
            real.invoke();
        }

        private void strike() throws RunnerException {
            switch (acceleration) {
                case "cuda" -> throw noMemory(acceleration);
                case "webgpu" -> segfault();
                default -> hang();
            }
        }

        /** As a driver's thread would: the JVM writes its report and dies. */
        private static void segfault() {
            try {
                new ProcessBuilder(
                                "kill",
                                "-SEGV",
                                String.valueOf(ProcessHandle.current().pid()))
                        .start()
                        .waitFor();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @SuppressWarnings("InfiniteLoop")
        private static void hang() {
            for (; ; ) {
                LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1));
            }
        }

        @Override
        public List<Tensor> outputs() throws RunnerException {
            return real.outputs();
        }

        @Override
        public void close() throws RunnerException {
            real.close();
        }
    }
}
