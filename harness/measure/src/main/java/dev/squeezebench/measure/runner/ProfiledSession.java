package dev.squeezebench.measure.runner;

/**
 * An open model with the runtime's own profiler on. Its invocations are slower than those of another session: none of them is
 * a latency.
 */
public interface ProfiledSession extends AutoCloseable {
    /** The session to invoke; closed with this. */
    Session session();

    /**
     * Ends the profiler and says how long each operator took. Called once, after the last invocation.
     *
     * @param invocations how many of the last ones to report
     * @throws RunnerException when what the profiler wrote is cut or of a form that is not known
     */
    RuntimeProfile profile(int invocations) throws RunnerException;

    @Override
    void close() throws RunnerException;
}
