package dev.squeezebench.records;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the system counted of a measured process from its first measured invocation to its last, the waiting between turns
 * included. Witnesses explain a difference; they never decide on one.
 *
 * @param name one of {@link #NAMES}, or one that a later version knows
 * @param value a count, or bytes where the name says so; absent where the system does not tell
 * @param source where it was read, or why it is absent
 */
public record Witness(String name, OptionalLong value, String source) {
    /** Page faults that needed no reading from a disk. */
    public static final String MINOR_FAULTS = "minor_faults";

    /** Page faults that did. */
    public static final String MAJOR_FAULTS = "major_faults";

    /** How often a thread gave its processor up to wait: for its turn, a lock, another thread. */
    public static final String VOLUNTARY_SWITCHES = "voluntary_switches";

    /** How often the system took the processor from a thread that had work. */
    public static final String INVOLUNTARY_SWITCHES = "involuntary_switches";

    /** How often a thread was moved to another processor. */
    public static final String MIGRATIONS = "migrations";

    /** Memory that is no file's, at the end. */
    public static final String ANONYMOUS_BYTES = "anonymous_bytes";

    /** The part of {@link #ANONYMOUS_BYTES} that is in huge pages. */
    public static final String HUGE_PAGE_BYTES = "huge_page_bytes";

    /** Instructions outside of the kernel, of the thread that invokes and those that it started. */
    public static final String INSTRUCTIONS = "instructions";

    /** All of them, in the order in which they are shown. */
    public static final List<String> NAMES = Collections.unmodifiableList(Arrays.asList(
            MINOR_FAULTS,
            MAJOR_FAULTS,
            VOLUNTARY_SWITCHES,
            INVOLUNTARY_SWITCHES,
            MIGRATIONS,
            ANONYMOUS_BYTES,
            HUGE_PAGE_BYTES,
            INSTRUCTIONS));

    public Witness {
        if (value.isPresent() && value.getAsLong() < 0) {
            throw new IllegalArgumentException(name + " is negative; leave its value out instead");
        }
    }

    /** One that was read. */
    public static Witness of(String name, long value, String source) {
        return new Witness(name, OptionalLong.of(value), source);
    }

    /** One that the system does not tell. */
    public static Witness absent(String name, String why) {
        return new Witness(name, OptionalLong.empty(), why);
    }
}
