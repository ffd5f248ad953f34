package dev.squeezebench.core.environment;

import java.util.Optional;

/**
 * One thing that the doctor looked at.
 *
 * @param code stable word for scripts, such as {@code governor}
 * @param severity how bad it is for measuring
 * @param message one sentence: what is so
 * @param remedy one sentence: what to do; absent where nothing is to be done
 */
public record Finding(String code, Severity severity, String message, Optional<String> remedy) {
    /** How bad a finding is for measuring. */
    public enum Severity {
        /** As it should be. */
        OK,
        /** Good to know; results are fine. */
        NOTE,
        /** Results will suffer. */
        PROBLEM
    }

    static Finding ok(String code, String message) {
        return new Finding(code, Severity.OK, message, Optional.empty());
    }

    static Finding note(String code, String message) {
        return new Finding(code, Severity.NOTE, message, Optional.empty());
    }

    static Finding note(String code, String message, String remedy) {
        return new Finding(code, Severity.NOTE, message, Optional.of(remedy));
    }

    static Finding problem(String code, String message, String remedy) {
        return new Finding(code, Severity.PROBLEM, message, Optional.of(remedy));
    }
}
