package dev.squeezebench.records;

import java.util.List;

/** How a trial ended. Only {@link Measured} enters tables, charts and ratios. */
public sealed interface TrialOutcome {
    /** Word in result files. */
    String word();

    /** Measured under conditions that count, outputs checked or the reason why not recorded. */
    record Measured() implements TrialOutcome {
        @Override
        public String word() {
            return "measured";
        }
    }

    /**
     * Measured under conditions that do not count.
     *
     * @param flags codes of the warnings that made it invalid
     */
    record Invalid(List<String> flags) implements TrialOutcome {
        /** Of a trial in turns that would count if its round were complete. */
        public static final Invalid ROUND_VOID =
                new Invalid(java.util.Collections.singletonList(WarningCode.ROUND_VOID.word()));

        /** Of a trial that slowed itself on purpose and would count otherwise. */
        public static final Invalid INJECTED =
                new Invalid(java.util.Collections.singletonList(WarningCode.INJECTED.word()));

        /** Of a try, which shows that an arm works before anything is measured. */
        public static final Invalid PRELIMINARY =
                new Invalid(java.util.Collections.singletonList(WarningCode.PRELIMINARY.word()));

        public Invalid {
            flags = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(flags));
        }

        @Override
        public String word() {
            return "invalid";
        }
    }

    /**
     * The target cannot do this, and says so.
     *
     * @param reason one sentence
     */
    record Unsupported(String reason) implements TrialOutcome {
        @Override
        public String word() {
            return "unsupported";
        }
    }

    /**
     * It should have worked and did not.
     *
     * @param stage how far it came
     * @param reason one sentence: the cause
     * @param fromOutside whether something from outside of the trial ended it, such as a signal, so that the same may well
     *     work when it is repeated
     */
    record Failed(Stage stage, String reason, boolean fromOutside) implements TrialOutcome {
        /** By a cause of its own. */
        public Failed(Stage stage, String reason) {
            this(stage, reason, false);
        }

        @Override
        public String word() {
            return "failed";
        }
    }
}
