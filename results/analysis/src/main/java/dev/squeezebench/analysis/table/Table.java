package dev.squeezebench.analysis.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * A rectangle of typed cells.
 *
 * @param name title for people, key in JSON
 * @param columns what the cells of each column are
 * @param rows as many cells each as there are columns
 */
public record Table(String name, List<Column> columns, List<List<Cell>> rows) implements Block {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(row.size() + " cells under " + columns.size() + " headings");
            }
        }
    }

    /** Who a column is for. One fact may be one cell for people and several for programs, and the other way round. */
    public enum Audience {
        ALL,
        /** Text and Markdown. */
        PEOPLE,
        /** CSV and JSON. */
        PROGRAMS,
        JSON
    }

    /** Side that a column's cells are aligned to. */
    public enum Align {
        LEFT,
        RIGHT
    }

    /**
     * One column.
     *
     * @param heading for people
     * @param key for programs, in CSV and JSON
     * @param audience who sees it
     * @param align absent for numbers to the right and text to the left
     * @param optional 0 for a column that always stays; where a terminal is too narrow, 1 goes first, then 2, and so on
     */
    public record Column(String heading, String key, Audience audience, Optional<Align> align, int optional) {
        /** For everyone, the key made of the heading. */
        public static Column of(String heading) {
            return new Column(heading, heading.replace(' ', '_').replace('-', '_'), Audience.ALL, Optional.empty(), 0);
        }

        public Column key(String other) {
            return new Column(heading, other, audience, align, optional);
        }

        /** The same, left out where the terminal is too narrow; 1 goes first. */
        public Column optional(int order) {
            return new Column(heading, key, audience, align, order);
        }

        /** The same, its text aligned to the right. */
        public Column toTheRight() {
            return new Column(heading, key, audience, Optional.of(Align.RIGHT), optional);
        }

        /** The same, to the left whatever its cells are. */
        private Column asText() {
            return new Column(heading, key, audience, Optional.of(Align.LEFT), optional);
        }

        private Column onlyFor(Audience other) {
            return new Column(heading, key, other, align, optional);
        }

        boolean isFor(Audience reader) {
            return audience == Audience.ALL
                    || audience == reader
                    || (audience == Audience.PROGRAMS && reader == Audience.JSON);
        }
    }

    /**
     * A table with a row for each item.
     *
     * @param define adds the columns, each with what it takes from an item
     */
    public static <T> Table of(String name, Collection<? extends T> items, Consumer<Columns<T>> define) {
        Columns<T> columns = new Columns<>();
        define.accept(columns);
        List<List<Cell>> rows = new ArrayList<>();
        for (T item : items) {
            rows.add(columns.cells.stream().map(cell -> cell.apply(item)).toList());
        }
        return new Table(name, columns.columns, rows);
    }

    /** Columns with where their cells come from. */
    public static final class Columns<T> {
        private final List<Column> columns = new ArrayList<>();
        private final List<Function<? super T, Cell>> cells = new ArrayList<>();

        private Columns() {}

        public Columns<T> add(Column column, Function<? super T, Cell> cell) {
            columns.add(column);
            cells.add(cell);
            return this;
        }

        public Columns<T> add(String heading, Function<? super T, Cell> cell) {
            return add(Column.of(heading), cell);
        }

        public Columns<T> text(String heading, Function<? super T, String> text) {
            return add(heading, item -> Cell.text(text.apply(item)));
        }

        /** A column in text and Markdown alone. */
        public Columns<T> forPeople(Column column, Function<? super T, Cell> cell) {
            return add(column.onlyFor(Audience.PEOPLE), cell);
        }

        /** A column in CSV and JSON alone. */
        public Columns<T> forPrograms(String key, Function<? super T, Cell> cell) {
            return add(Column.of(key).onlyFor(Audience.PROGRAMS), cell);
        }

        /** A column in JSON alone. */
        public Columns<T> forJson(String key, Function<? super T, Cell> cell) {
            return add(Column.of(key).onlyFor(Audience.JSON), cell);
        }
    }

    /** A table of single facts: what, and its value. */
    public static final class Facts {
        private final String name;
        private final List<List<Cell>> rows = new ArrayList<>();

        public Facts(String name) {
            this.name = name;
        }

        public Facts add(String what, Cell value) {
            rows.add(List.of(Cell.text(what), value));
            return this;
        }

        public Facts add(String what, String value) {
            return add(what, Cell.text(value));
        }

        /** The facts so far. */
        public Table table() {
            return new Table(name, List.of(Column.of("what"), Column.of("value").asText()), rows);
        }
    }

    /** The columns of one audience; for people, those that have anything to show. */
    Table view(Audience reader) {
        return only(column -> columns.get(column).isFor(reader)
                && (reader != Audience.PEOPLE
                        || rows.isEmpty()
                        || rows.stream()
                                .anyMatch(row -> !row.get(column).shown().isEmpty())));
    }

    /** Some of the columns, by their index. */
    Table only(IntPredicate column) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (column.test(i)) {
                kept.add(i);
            }
        }
        return new Table(
                name,
                kept.stream().map(columns::get).toList(),
                rows.stream().map(row -> kept.stream().map(row::get).toList()).toList());
    }

    /** Whether a column's cells are aligned to the right. */
    boolean isRight(int column) {
        return columns.get(column).align().map(align -> align == Align.RIGHT).orElseGet(() -> rows.stream()
                .anyMatch(row -> row.get(column) instanceof Cell.Numeric));
    }
}
