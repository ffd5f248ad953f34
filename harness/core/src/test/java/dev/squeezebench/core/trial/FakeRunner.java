package dev.squeezebench.core.trial;

import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Adapter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runner of the tests: an invocation sleeps a millisecond, and the output is twice the input. Options: {@code fault}
 * names what goes wrong, {@code at} the invocation at which it does, from 1, or {@code load}; with {@code state} the output
 * is the input times one more than there were invocations.
 */
public final class FakeRunner implements Runner {
    static final String NAME = "fake";
    static final String VERSION = "1.0";
    static final Adapter ADAPTER = new Adapter("Painter", "Nobody", Adapter.Type.SOFTWARE, "by hand 1", "Vulkan 1.3.0");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String modelFormat() {
        return "fake";
    }

    @Override
    public List<String> accelerations() {
        return List.of("cpu");
    }

    @Override
    public RuntimeInfo initialize() {
        return new RuntimeInfo(VERSION, "of the tests");
    }

    @Override
    public Availability probe(String acceleration, Map<String, String> options) {
        try {
            Fault.valueOf(acceleration.toUpperCase(Locale.ROOT)).strike();
            return new Availability.Usable(new RuntimeInfo(VERSION, "of the tests"), List.of(ADAPTER));
        } catch (RunnerException e) {
            return new Availability.Unusable(String.valueOf(e.getMessage()), "none");
        }
    }

    @Override
    public Optional<Availability.Unusable> missing(String acceleration) {
        return acceleration.startsWith("lacking")
                ? Optional.of(new Availability.Unusable("not in this library", "take another"))
                : Optional.empty();
    }

    @Override
    public Session open(SessionRequest request) throws RunnerException {
        Map<String, String> options = request.options();
        Fault fault = Fault.valueOf(options.getOrDefault("fault", "none").toUpperCase(Locale.ROOT));
        String at = options.getOrDefault("at", "1");
        if (at.equals("load")) {
            fault.strike();
            return new FakeSession(request, Fault.NONE, 0);
        }
        return new FakeSession(request, fault, Integer.parseInt(at));
    }

    private static final class FakeSession implements Session {
        private final SessionRequest request;
        private final Fault fault;
        private final int faultyInvocation;
        private int invocations;
        private List<Tensor> inputs = List.of();

        FakeSession(SessionRequest request, Fault fault, int faultyInvocation) {
            this.request = request;
            this.fault = fault;
            this.faultyInvocation = faultyInvocation;
        }

        @Override
        public SessionInfo info() {
            return new SessionInfo(
                    new RuntimeInfo(VERSION, "of the tests"),
                    new AccelerationUse(request.acceleration(), Optional.of("cpu"), Map.of("cpu", 1)),
                    Map.of("threads", String.valueOf(request.threads()), "cpus", allowedCpus()),
                    List.of(),
                    List.of());
        }

        @Override
        public void bind(List<Tensor> inputs) {
            this.inputs = inputs;
        }

        @Override
        public void reset() {}

        @Override
        public void invoke() throws RunnerException {
            invocations++;
            if (invocations == faultyInvocation) {
                fault.strike();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }

        @Override
        public List<Tensor> outputs() {
            return inputs.stream()
                    .filter(input -> input.type() == ElementType.FLOAT32)
                    .map(input -> times(request.options().containsKey("state") ? 1 + invocations : 2, input))
                    .toList();
        }

        @Override
        public void close() {}

        /** Processors that the kernel lets this thread use, such as {@code 0-1}; empty where it does not tell. */
        private static String allowedCpus() {
            try {
                return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                        .filter(line -> line.startsWith("Cpus_allowed_list:"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("");
            } catch (IOException e) {
                return "";
            }
        }

        private static Tensor times(int factor, Tensor input) {
            ByteBuffer from = input.data();
            ByteBuffer to = ByteBuffer.allocate(from.remaining()).order(ByteOrder.LITTLE_ENDIAN);
            while (from.hasRemaining()) {
                to.putFloat(factor * from.getFloat());
            }
            return new Tensor(input.name() + "_doubled", ElementType.FLOAT32, input.shape(), to.flip());
        }
    }
}
