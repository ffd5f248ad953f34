package dev.squeezebench.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One fresh process of a scenario: what was asked, what was obtained, raw samples, readings and warnings.
 *
 * @param run id of the run it belongs to
 * @param at when the record was written
 * @param scenario what was measured
 * @param modelSha256 SHA-256 of the model file, 64 hexadecimal digits; absent when there was none to open
 * @param acceleration requested and obtained
 * @param runtime what the runtime said of itself and its settings
 * @param round number of the round, from 1
 * @param order place within the round, from 1
 * @param arm {@code single}, or in a gate {@code baseline}, {@code candidate}, {@code control}
 * @param outcome how it ended
 * @param samples every timed invocation
 * @param memory of the measured process
 * @param readings values read beside the timing
 * @param warnings what a reader has to know
 * @param outputCheck whether the outputs were right
 * @param startedAt when its process was started
 */
public record Trial(
        String run,
        Instant at,
        Scenario scenario,
        Optional<String> modelSha256,
        AccelerationUse acceleration,
        RuntimeUse runtime,
        int round,
        int order,
        String arm,
        TrialOutcome outcome,
        Samples samples,
        Memory memory,
        List<Reading> readings,
        List<Warning> warnings,
        OutputCheck outputCheck,
        Instant startedAt)
        implements ResultRecord {
    /** Arm of a trial outside of a gate. */
    public static final String SINGLE = "single";

    public Trial {
        readings = Collections.unmodifiableList(new ArrayList<>(readings));
        warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
        if (round < 1 || order < 1) {
            throw new IllegalArgumentException("rounds and places within a round count from 1");
        }
    }

    /** Whether it enters tables, charts and ratios. */
    public boolean counts() {
        return outcome instanceof TrialOutcome.Measured;
    }

    /** The same trial with other warnings. */
    public Trial withWarnings(List<Warning> others) {
        return new Trial(
                run,
                at,
                scenario,
                modelSha256,
                acceleration,
                runtime,
                round,
                order,
                arm,
                outcome,
                samples,
                memory,
                readings,
                others,
                outputCheck,
                startedAt);
    }
}
