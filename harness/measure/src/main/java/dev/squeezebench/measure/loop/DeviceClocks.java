package dev.squeezebench.measure.loop;

import java.io.IOException;
import java.util.Optional;

/** What somebody outside of the measured process reads of its devices' clocks while it warms up. */
@FunctionalInterface
public interface DeviceClocks {
    /** Nobody reads any: a processor, or a device that does not tell. */
    DeviceClocks UNREAD = Optional::empty;

    /** The latest readings since the warm-up began; empty where nobody reads any. Called between two invocations. */
    Optional<ClockSpread> latest() throws IOException;
}
