package dev.squeezebench.measure;

/** A clock that moves only when it is told to; CPU time moves with wall time. */
final class FakeClock implements Clock {
    private final boolean cpu;
    private long ns = 1_000;

    private FakeClock(boolean cpu) {
        this.cpu = cpu;
    }

    static FakeClock withCpu() {
        return new FakeClock(true);
    }

    static FakeClock wallOnly() {
        return new FakeClock(false);
    }

    void advance(long by) {
        ns += by;
    }

    @Override
    public long wallNs() {
        return ns;
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
        return 7 + 2 * ns;
    }
}
