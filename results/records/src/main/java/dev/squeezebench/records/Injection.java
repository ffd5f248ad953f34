package dev.squeezebench.records;

/**
 * A slow-down that the measured process gave itself on purpose, by which a gate proves that it finds one. A trial with one is
 * never {@link TrialOutcome.Measured}.
 *
 * @param slowDown share of each invocation's own time by which it took longer, such as 0.02
 * @param firstTurn share by which it took longer, besides, in the first turn of a cycle, whoever had it
 */
public record Injection(double slowDown, double firstTurn) {
    public Injection {
        if (!(slowDown >= 0 && firstTurn >= 0 && slowDown + firstTurn > 0 && slowDown + firstTurn < 10)) {
            throw new IllegalArgumentException("an injected slow-down is a share above 0 and below 10");
        }
    }
}
