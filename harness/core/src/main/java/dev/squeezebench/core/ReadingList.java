package dev.squeezebench.core;

import dev.squeezebench.records.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Collects the readings of one source; what is absent is left out. */
public final class ReadingList {
    /** Before the trial's process starts. */
    public static final String BEFORE = "before";

    /** While it runs. */
    public static final String DURING = "during";

    /** After it has ended. */
    public static final String AFTER = "after";

    private final String source;
    private final List<Reading> readings = new ArrayList<>();

    /** @param source where all of them come from, such as {@code machine} */
    public ReadingList(String source) {
        this.source = source;
    }

    /** Adds a value, if there is one. */
    public void add(String name, OptionalDouble value, String unit, String moment) {
        value.ifPresent(known -> readings.add(new Reading(name, known, unit, source, moment)));
    }

    /** Adds a whole number, if there is one. */
    public void add(String name, OptionalLong value, String unit, String moment) {
        value.ifPresent(known -> readings.add(new Reading(name, (double) known, unit, source, moment)));
    }

    /** All of them, in the order in which they were added. */
    public List<Reading> all() {
        return List.copyOf(readings);
    }
}
