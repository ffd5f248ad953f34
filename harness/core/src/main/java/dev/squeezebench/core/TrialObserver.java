package dev.squeezebench.core;

import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Warning;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads the state of the machine around a trial, from outside the measured process. */
@FunctionalInterface
public interface TrialObserver {
    /**
     * Reads the state before the trial's process starts.
     *
     * @param planned what the trial will measure
     */
    Watch before(PlannedScenario planned);

    /** A state read before a trial, waiting for the one after it. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {
        /**
         * The measured process entered a stage. Called while it runs, up to a tenth of a second late, so whatever is done has to
         * be short.
         *
         * @param at when it entered the stage: what was read later is not of the stages before
         */
        default void entered(Stage stage, Instant at) {}

        /**
         * Reads the state after the trial and judges both.
         *
         * @param samples what the trial measured; empty when it did not get so far
         */
        Observed after(Samples samples);

        /** Ends what reads; called in any case, after {@link #after} or in its place. */
        @Override
        default void close() {}
    }

    /**
     * What was seen.
     *
     * @param readings values, each with its moment
     * @param warnings what a reader of the result has to know
     */
    record Observed(List<Reading> readings, List<Warning> warnings) {
        /** Name of the reading with the peak memory in bytes that the measured process used on a device. */
        public static final String PROCESS_MEMORY_PEAK = "gpu_process_memory_peak";

        /** Nothing was looked at. */
        public static final Observed NOTHING = new Observed(List.of(), List.of());

        public Observed {
            readings = List.copyOf(readings);
            warnings = List.copyOf(warnings);
        }

        /** The most that the measured process used on a device; absent where it is unknown. */
        public OptionalLong deviceBytes() {
            return readings.stream()
                    .filter(reading -> reading.name().equals(PROCESS_MEMORY_PEAK))
                    .mapToLong(reading -> Math.round(reading.value()))
                    .max();
        }

        private Observed and(Observed other) {
            return new Observed(
                    Stream.concat(readings.stream(), other.readings.stream()).toList(),
                    Stream.concat(warnings.stream(), other.warnings.stream()).toList());
        }
    }

    /** Looks at what both look at; the other begins after this one and ends before it. */
    default TrialObserver and(TrialObserver other) {
        return planned -> {
            Watch own = before(planned);
            Watch others;
            try {
                others = other.before(planned);
            } catch (RuntimeException | Error e) {
                own.close();
                throw e;
            }
            return new Watch() {
                @Override
                public void entered(Stage stage, Instant at) {
                    own.entered(stage, at);
                    others.entered(stage, at);
                }

                @Override
                public Observed after(Samples samples) {
                    return others.after(samples).and(own.after(samples));
                }

                @Override
                public void close() {
                    try {
                        others.close();
                    } finally {
                        own.close();
                    }
                }
            };
        };
    }

    /** Looks at nothing. */
    static TrialObserver none() {
        return planned -> samples -> Observed.NOTHING;
    }
}
