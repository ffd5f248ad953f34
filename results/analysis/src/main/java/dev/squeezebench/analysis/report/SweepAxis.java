package dev.squeezebench.analysis.report;

import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.text.Words;
import java.util.Optional;
import java.util.OptionalInt;

/** A number that a run may have taken several values of: a size of the inputs, or the threads. */
public enum SweepAxis {
    BATCH,
    SEQUENCE_LENGTH,
    THREADS;

    /** Name in result files. */
    public String word() {
        return Words.of(this);
    }

    /** The scenario's value: inputs in one invocation, tokens in one sequence, or threads. Absent where it has no sequences. */
    public OptionalInt of(Scenario scenario) {
        return switch (this) {
            case BATCH -> OptionalInt.of(scenario.batch());
            case SEQUENCE_LENGTH -> scenario.sequenceLength();
            case THREADS -> OptionalInt.of(scenario.threads());
        };
    }

    /** The same conditions, whatever the value. */
    public Conditions without(Scenario scenario) {
        Conditions own = Conditions.of(scenario);
        return new Conditions(
                own.runner(),
                own.runtimeVersion(),
                own.acceleration(),
                own.dtype(),
                this == BATCH ? 1 : own.batch(),
                this == SEQUENCE_LENGTH ? OptionalInt.empty() : own.sequenceLength(),
                own.paddingPercent(),
                this == THREADS ? 1 : own.threads(),
                own.options());
    }

    /** The size of the inputs that is not swept, in words, as in {@code 128 tokens}; absent where there is none. */
    public Optional<String> otherSize(Scenario scenario) {
        SweepAxis other = this == SEQUENCE_LENGTH ? BATCH : SEQUENCE_LENGTH;
        OptionalInt size = other.of(scenario);
        return size.isPresent() ? Optional.of(other.words(String.valueOf(size.getAsInt()))) : Optional.empty();
    }

    /** A value in words, as in {@code batch 4}. */
    String words(String value) {
        return switch (this) {
            case BATCH -> "batch " + value;
            case SEQUENCE_LENGTH -> value + (value.equals("1") ? " token" : " tokens");
            case THREADS -> value + (value.equals("1") ? " thread" : " threads");
        };
    }
}
