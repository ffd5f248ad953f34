package dev.squeezebench.analysis.gate;

import java.util.Collection;
import java.util.Locale;

/** What a gate decides. */
public sealed interface Verdict {
    /** The candidate is not worse than its baseline by more than is tolerated. */
    record Pass() implements Verdict {
        @Override
        public String word() {
            return "PASS";
        }
    }

    /** The candidate is worse by more than is tolerated. */
    record Fail() implements Verdict {
        @Override
        public String word() {
            return "FAIL";
        }
    }

    /**
     * The rounds do not say which.
     *
     * @param reason why not
     */
    record Inconclusive(Reason reason) implements Verdict {
        @Override
        public String word() {
            return "INCONCLUSIVE";
        }
    }

    /** Why there is no answer; where several apply, the one to act on first. */
    enum Reason {
        /** The time was over before the first look. */
        TOO_FEW_ROUNDS,
        /** Another scenario or quantity failed before, which decides the gate. */
        ANOTHER_FAILED,
        /** Sittings of a continued gate differ by more than their rounds scatter. */
        SITTINGS_DISAGREE,
        /** Baseline against itself shows the same. */
        CONTROLS_AGREE,
        /** Slower by the clock, not by CPU time: waiting or scheduling. */
        CPU_DISAGREES,
        /** Too many rounds lie far off the rest. */
        TWO_MODES,
        /** Not slower in the typical round, but the candidate is far off more often than its baseline. */
        SLOW_MORE_OFTEN,
        /** The interval and the tolerance overlap. */
        NOISE;

        /** Name in result files. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The word that begins the line of output. */
    String word();

    /** Of several scenarios, at least one: one that fails fails all, and all have to pass. */
    static Verdict of(Collection<Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            throw new IllegalArgumentException("a verdict is about something");
        }
        return verdicts.stream()
                .filter(Fail.class::isInstance)
                .findFirst()
                .or(() ->
                        verdicts.stream().filter(Inconclusive.class::isInstance).findFirst())
                .orElseGet(Pass::new);
    }
}
