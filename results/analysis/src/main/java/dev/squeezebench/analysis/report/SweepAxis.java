package dev.squeezebench.analysis.report;

import dev.squeezebench.records.Scenario;

/** A size of the inputs that a run may have taken several values of. */
public enum SweepAxis {
    BATCH("batch"),
    SEQUENCE_LENGTH("sequence_length");

    private final String word;

    SweepAxis(String word) {
        this.word = word;
    }

    /** Name in result files. */
    public String word() {
        return word;
    }

    /** The scenario's value: sequences in one invocation, or tokens in one sequence. */
    public int of(Scenario scenario) {
        return this == BATCH ? scenario.batch() : scenario.sequenceLength();
    }

    /** The same conditions, whatever the value. */
    Conditions without(Scenario scenario) {
        Conditions own = Conditions.of(scenario);
        return new Conditions(
                own.runner(),
                own.runtimeVersion(),
                own.acceleration(),
                own.dtype(),
                this == BATCH ? 1 : own.batch(),
                this == SEQUENCE_LENGTH ? 1 : own.sequenceLength(),
                own.threads(),
                own.options());
    }

    /** The size that is not swept, in words, as in {@code 128 tokens}. */
    public String otherSize(Scenario scenario) {
        SweepAxis other = this == BATCH ? SEQUENCE_LENGTH : BATCH;
        return other.words(String.valueOf(other.of(scenario)));
    }

    /** A value in words, as in {@code batch 4}. */
    String words(String value) {
        return this == BATCH ? "batch " + value : value + " tokens";
    }
}
