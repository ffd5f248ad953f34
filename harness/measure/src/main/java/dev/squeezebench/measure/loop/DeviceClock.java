package dev.squeezebench.measure.loop;

/**
 * The clock of a device at one moment, read outside of the measured process.
 *
 * @param device tells it from the others
 * @param hertz frequency of what computes, 0 where it sleeps
 */
public record DeviceClock(String device, long hertz) {
    public DeviceClock {
        if (hertz < 0) {
            throw new IllegalArgumentException("a clock runs at 0 hertz or more, not at " + hertz);
        }
    }
}
