package dev.squeezebench.core.jmh;

import dev.squeezebench.measure.loop.Clock;

/** The clocks of this process. */
public final class ProcessClocks {
    private ProcessClocks() {}

    /** The finest that this platform has; without CPU time where it has no fine clock of it. */
    public static Clock finest() {
        return PosixClock.orWallOnly();
    }
}
