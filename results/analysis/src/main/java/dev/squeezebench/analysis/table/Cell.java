package dev.squeezebench.analysis.table;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One value of a table: people read {@link #shown}, programs get the value with its type. */
public sealed interface Cell {
    /** No value: an empty cell, and no key in JSON. */
    Cell ABSENT = new Absent();

    /** What people read, unescaped. */
    String shown();

    /**
     * Text of any origin; each renderer escapes it.
     *
     * @param value the text
     */
    record Text(String value) implements Cell {
        @Override
        public String shown() {
            return value;
        }
    }

    /**
     * Text that leads to a part of the same document where the renderer can link, plain text elsewhere.
     *
     * @param shown the text
     * @param heading text of that part's heading
     */
    record Reference(String shown, String heading) implements Cell {}

    /**
     * Yes or no.
     *
     * @param value which
     */
    record Flag(boolean value) implements Cell {
        @Override
        public String shown() {
            return value ? "yes" : "no";
        }
    }

    /**
     * A number.
     *
     * @param value a {@code Long} or a finite {@code Double}, in the unit that the column's key names
     * @param shown rounded, with its unit
     */
    record Numeric(Number value, String shown) implements Cell {}

    /**
     * Rows that belong to this row: a list of objects in JSON.
     *
     * @param rows the rows
     * @param shown what is shown in their place elsewhere
     */
    record Nested(Table rows, String shown) implements Cell {}

    /** The class of {@link #ABSENT}. */
    record Absent() implements Cell {
        @Override
        public String shown() {
            return "";
        }
    }

    static Cell text(String value) {
        return value.isEmpty() ? ABSENT : new Text(value);
    }

    static Cell text(Optional<String> value) {
        return value.map(Cell::text).orElse(ABSENT);
    }

    static Cell flag(boolean value) {
        return new Flag(value);
    }

    static Cell integer(long value) {
        return new Numeric(value, String.valueOf(value));
    }

    static Cell integer(OptionalLong value) {
        return value.isPresent() ? integer(value.getAsLong()) : ABSENT;
    }

    static Cell integer(OptionalInt value) {
        return value.isPresent() ? integer(value.getAsInt()) : ABSENT;
    }

    /** A number that people read with some digits. */
    static Cell decimal(double value, int digits) {
        return new Numeric(value, String.format(Locale.ROOT, "%." + digits + 'f', value));
    }

    /** A size in bytes. */
    static Cell bytes(long value) {
        return new Numeric(value, Quantities.bytes(value));
    }

    static Cell bytes(OptionalDouble value) {
        return value.isPresent() ? bytes(Math.round(value.getAsDouble())) : ABSENT;
    }

    /** A duration in nanoseconds. */
    static Cell nanoseconds(double value) {
        return new Numeric(Math.round(value), Quantities.duration(value));
    }

    static Cell nanoseconds(OptionalDouble value) {
        return value.isPresent() ? nanoseconds(value.getAsDouble()) : ABSENT;
    }

    /** How many in a second. */
    static Cell perSecond(double value) {
        return new Numeric(value, Quantities.number(value));
    }

    /** How many times as much. */
    static Cell factor(double value) {
        return new Numeric(value, Quantities.factor(value));
    }

    /** A moment, to the second. */
    static Cell time(Instant value) {
        return new Text(value.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
