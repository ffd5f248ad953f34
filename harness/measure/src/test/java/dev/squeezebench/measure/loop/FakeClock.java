package dev.squeezebench.measure.loop;

/** A clock that moves only when it is told to; CPU time moves with wall time, and reading it takes wall time. */
public final class FakeClock implements Clock {
    private static final long READING_NS = 300;

    private final boolean cpu;
    private long ns = 1_000;
    private long readingNs;
    private int invocations;

    private FakeClock(boolean cpu) {
        this.cpu = cpu;
    }

    public static FakeClock withCpu() {
        return new FakeClock(true);
    }

    static FakeClock wallOnly() {
        return new FakeClock(false);
    }

    public void advance(long by) {
        ns += by;
        invocations++;
    }

    @Override
    public boolean hasProcessor() {
        return cpu;
    }

    /** The thread moves on after each advance. */
    @Override
    public int processor() {
        return invocations;
    }

    @Override
    public long wallNs() {
        return ns + readingNs;
    }

    @Override
    public boolean hasCpu() {
        return cpu;
    }

    @Override
    public long cpuNs() {
        if (!cpu) {
            throw new UnsupportedOperationException("no CPU clock");
        }
        readingNs += READING_NS;
        return 7 + 2 * ns;
    }
}
