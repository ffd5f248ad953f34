package dev.squeezebench.measure.runner;

/** What was asked is not supported by this runner, version or acceleration: an answer with a reason, not a failure. */
public final class UnsupportedByRunnerException extends RunnerException {
    private static final long serialVersionUID = 1L;

    public UnsupportedByRunnerException(String reason) {
        super(reason);
    }
}
