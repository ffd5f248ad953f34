package dev.squeezebench.core.trial;

import dev.squeezebench.core.PlannedScenario;
import java.time.Duration;

/** How long a measured process may write nothing before it is taken for hung and killed. */
public sealed interface StallTimeout {
    /** Two minutes for whatever a runtime does, and more for what one inference has to compute. */
    StallTimeout BY_WORK = new ByWork(Duration.ofMinutes(2));

    /** The longest silence that is allowed; above 0. */
    Duration with(PlannedScenario planned);

    /**
     * The same for every scenario, as a user said it.
     *
     * @param silence above 0
     */
    record Fixed(Duration silence) implements StallTimeout {
        public Fixed {
            requireAboveZero(silence);
        }

        @Override
        public Duration with(PlannedScenario planned) {
            return silence;
        }
    }

    /**
     * Grows with the floating-point operations of an inference, which is the longest that a healthy process writes
     * nothing. They are divided by a rate that every kernel exceeds, on a busy machine too: a rate that were too high would
     * end a trial that is only slow, one that is too low makes a hang cost minutes.
     *
     * @param least allowed where nothing is computed; above 0
     */
    record ByWork(Duration least) implements StallTimeout {
        /** FLOP a second of a vectorised kernel or a device: a thirtieth of what one core of a desktop reaches. */
        private static final double COMPUTED = 1e9;

        /**
         * FLOP a second where each operation is emulated: a fifth of the 0.25e9 that ONNX Runtime 1.29.0 reaches in float16
         * on an x86-64 core (docs/measuring.md).
         */
        private static final double EMULATED = 0.05e9;

        private static final String FLOAT16 = "float16";

        public ByWork {
            requireAboveZero(least);
        }

        @Override
        public Duration with(PlannedScenario planned) {
            boolean emulated = planned.scenario().dtype().equals(FLOAT16)
                    && !planned.runner().info().isOnDevice(planned.scenario().acceleration());
            double seconds = planned.flop().orElse(0) / (emulated ? EMULATED : COMPUTED);
            return least.plusSeconds((long) Math.ceil(seconds));
        }
    }

    private static void requireAboveZero(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a stall timeout is above 0, not " + time);
        }
    }
}
