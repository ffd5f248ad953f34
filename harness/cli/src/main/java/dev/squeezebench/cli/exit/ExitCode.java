package dev.squeezebench.cli.exit;

/** The command's exit codes, as users' scripts rely on them. */
public enum ExitCode {
    /** Done. */
    DONE(0),
    /** A gate failed: slower, or more memory, than allowed; a claim is refuted. */
    FAILED(1),
    /** Unknown flag or name, unreadable or wrong file. */
    USAGE(2),
    /** A gate that is inconclusive; not comparable. */
    INCONCLUSIVE(3),
    /** Some scenarios failed or were invalid, or outputs differ; the others are measured and saved. */
    PARTIAL(4),
    /** Nothing measured: what was asked for is not usable here. */
    NOT_USABLE(5),
    /** An error of ours. */
    INTERNAL(70),
    /** Interrupted; what was measured is saved. */
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The process's exit status. */
    public int code() {
        return code;
    }
}
