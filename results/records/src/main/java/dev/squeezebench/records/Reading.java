package dev.squeezebench.records;

/**
 * One value read beside the timing, never inside it.
 *
 * @param name what was read, such as {@code cpu_temperature}
 * @param value the value in {@code unit}
 * @param unit unit of the value, such as {@code celsius}, {@code hertz}, {@code bytes}, {@code ratio}
 * @param source where it came from, such as {@code oshi} or {@code /proc/self/statm}
 * @param moment when in the trial: {@code before}, {@code during}, {@code after}
 */
public record Reading(String name, double value, String unit, String source, String moment) {
    public Reading {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is not a number; leave the reading out instead");
        }
    }
}
