package dev.squeezebench.android.app;

import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.AccelerationUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A runtime that computes nothing that anybody reads: what is looked at is who calls it. */
public final class CountingRunner implements Runner {
    static final String NAME = "counting";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String modelFormat() {
        return "tflite";
    }

    @Override
    public List<String> accelerations() {
        return List.of("cpu");
    }

    @Override
    public RuntimeInfo initialize() {
        return new RuntimeInfo("1.0", "");
    }

    @Override
    public Availability probe(String acceleration, Map<String, String> options) {
        return new Availability.Usable(initialize());
    }

    @Override
    public Session open(SessionRequest request) {
        return new Counting(request.acceleration());
    }

    private static final class Counting implements Session {
        private final String acceleration;

        Counting(String acceleration) {
            this.acceleration = acceleration;
        }

        @Override
        public SessionInfo info() {
            return new SessionInfo(
                    new RuntimeInfo("1.0", ""),
                    new AccelerationUse(acceleration, Optional.of(acceleration), Map.of()),
                    Map.of(),
                    List.of(),
                    List.of());
        }

        @Override
        public void bind(List<Tensor> inputs) {
            // It reads nothing.
        }

        @Override
        public void reset() {
            // It keeps nothing.
        }

        @Override
        public void invoke() {
            double sum = 0;
            for (int i = 0; i < 20_000; i++) {
                sum += Math.sqrt(i);
            }
            if (sum < 0) {
                throw new IllegalStateException("roots of " + sum);
            }
        }

        @Override
        public List<Tensor> outputs() {
            return List.of();
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
