package dev.squeezebench.android.lab.run;

import java.time.Duration;

/** Waits; tests wait for nothing. */
@FunctionalInterface
public interface Pause {
    void of(Duration time) throws InterruptedException;
}
