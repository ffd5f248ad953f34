package dev.squeezebench.measure.loop;

/** What the measuring loop reads around an invocation. Reading allocates nothing. */
public interface Clock {
    /** Wall time in nanoseconds from an arbitrary origin; never goes back. */
    long wallNs();

    /** Whether the platform has a clock of this process's CPU time that is finer than a scheduler tick. */
    boolean hasCpu();

    /**
     * CPU time of the whole process, all threads, in nanoseconds.
     *
     * @throws UnsupportedOperationException where {@link #hasCpu()} is false
     */
    long cpuNs();

    /** Whether the platform reports which processor a thread runs on, at a cost that does not matter beside an invocation. */
    default boolean hasProcessor() {
        return false;
    }

    /**
     * The logical processor that the calling thread runs on, from 0.
     *
     * @throws UnsupportedOperationException where {@link #hasProcessor()} is false
     */
    default int processor() {
        throw new UnsupportedOperationException("this platform does not report which processor a thread runs on");
    }

    /** {@link System#nanoTime()} without CPU time. */
    static Clock wallOnly() {
        return new Clock() {
            @Override
            public long wallNs() {
                return System.nanoTime();
            }

            @Override
            public boolean hasCpu() {
                return false;
            }

            @Override
            public long cpuNs() {
                throw new UnsupportedOperationException("this platform has no fine clock of the process's CPU time");
            }
        };
    }
}
