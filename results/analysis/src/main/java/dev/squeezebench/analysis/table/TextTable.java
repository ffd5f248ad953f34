package dev.squeezebench.analysis.table;

import dev.squeezebench.analysis.table.Table.Audience;
import dev.squeezebench.records.text.Escaping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A table within a width. What does not fit is made narrower in this order: headings are broken at spaces; optional columns
 * are left out, the one with the lowest number first; the last column's text is broken at spaces; the first column's text gets a line of its own above its row, or
 * above all neighbouring rows that share it, and the next text is cut in its middle. No word of a last column is broken.
 *
 * @param lines heading first, none with trailing spaces
 * @param leftOut headings of the columns that are not shown
 */
record TextTable(List<String> lines, List<String> leftOut) {
    private static final String GAP = "  ";
    private static final int NARROWEST_TEXT = 20;
    private static final int NARROWEST_NAME = 12;

    static TextTable of(Table table, int width) {
        Table shown = table.view(Audience.PEOPLE);
        return fitting(shown, width, Grid::fits, Grid::plain)
                .or(() -> fitting(shown, width, Grid::fitsLabelled, Grid::labelled))
                .orElseGet(() -> new TextTable(new Grid(shown, width).widest(), List.of()));
    }

    /** The table in one layout, with as many of its optional columns as fit; empty where not even the others do. */
    private static Optional<TextTable> fitting(
            Table table, int width, Predicate<Grid> fits, Function<Grid, List<String>> layout) {
        List<String> leftOut = new ArrayList<>();
        Table shown = table;
        Grid grid = new Grid(shown, width);
        for (OptionalInt next = mostOptional(shown); !fits.test(grid) && next.isPresent(); next = mostOptional(shown)) {
            int column = next.getAsInt();
            leftOut.add(shown.columns().get(column).heading());
            shown = shown.only(other -> other != column);
            grid = new Grid(shown, width);
        }
        return fits.test(grid) ? Optional.of(new TextTable(layout.apply(grid), leftOut)) : Optional.empty();
    }

    private static OptionalInt mostOptional(Table table) {
        return IntStream.range(0, table.columns().size())
                .filter(column -> table.columns().get(column).optional() > 0)
                .boxed()
                .min((a, b) -> Integer.compare(
                        table.columns().get(a).optional(),
                        table.columns().get(b).optional()))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /** Escaped text under headings of several lines. */
    private static final class Grid {
        private final int room;
        private final List<List<String>> headings;
        private final List<List<String>> rows = new ArrayList<>();
        private final List<Boolean> right = new ArrayList<>();
        private final int[] widths;

        Grid(Table table, int room) {
            this(texts(table), rights(table), headings(table), room);
        }

        private Grid(List<List<String>> rows, List<Boolean> right, List<String> headings, int room) {
            this.room = room;
            this.rows.addAll(rows);
            this.right.addAll(right);
            int[] whole = widths(headings.stream().map(List::of).toList());
            if (sum(whole) <= room) {
                this.headings = headings.stream().map(List::of).toList();
                this.widths = whole;
            } else {
                this.headings = IntStream.range(0, headings.size())
                        .mapToObj(column -> brokenHeading(headings.get(column), cells(column)))
                        .toList();
                this.widths = widths(this.headings);
            }
        }

        /** At spaces and behind slashes. */
        private static List<String> brokenHeading(String heading, int width) {
            List<String> lines = new ArrayList<>();
            for (String part : heading.split("(?<=[ /])", -1)) {
                String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
                if (!lines.isEmpty() && (last + part).strip().length() <= width) {
                    lines.set(lines.size() - 1, last + part);
                } else {
                    lines.add(part);
                }
            }
            return lines.stream().map(String::strip).toList();
        }

        private static List<List<String>> texts(Table table) {
            return table.rows().stream()
                    .map(row -> row.stream()
                            .map(cell -> Escaping.line(cell.shown()))
                            .toList())
                    .toList();
        }

        private static List<Boolean> rights(Table table) {
            return IntStream.range(0, table.columns().size())
                    .mapToObj(table::isRight)
                    .toList();
        }

        private static List<String> headings(Table table) {
            return table.columns().stream().map(Table.Column::heading).toList();
        }

        private int cells(int column) {
            return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        }

        private int[] widths(List<List<String>> heads) {
            return IntStream.range(0, heads.size())
                    .map(column -> Math.max(
                            cells(column),
                            heads.get(column).stream()
                                    .mapToInt(String::length)
                                    .max()
                                    .orElse(0)))
                    .toArray();
        }

        private static int sum(int[] widths) {
            return Arrays.stream(widths).sum() + GAP.length() * Math.max(0, widths.length - 1);
        }

        int width() {
            return sum(widths);
        }

        private int last() {
            return widths.length - 1;
        }

        private int beforeLast() {
            return last() < 0 ? 0 : width() - widths[last()];
        }

        /** Whether the last column is text that can be broken at spaces to what the others leave. */
        boolean canBreakLast() {
            return last() >= 0
                    && !right.get(last())
                    && beforeLast() + Math.max(NARROWEST_TEXT, longestWord(last())) <= room;
        }

        private int longestWord(int column) {
            return rows.stream()
                    .flatMap(row -> Arrays.stream(row.get(column).split(" ", -1)))
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
        }

        boolean fits() {
            return width() <= room || canBreakLast();
        }

        /** Whether the other columns fit below the first one's text. */
        boolean fitsLabelled() {
            return last() > 0 && !right.get(0) && rest().fits();
        }

        /** For a table that fits in no way. */
        List<String> widest() {
            return last() > 0 && !right.get(0) ? labelled() : plain();
        }

        private List<String> plain() {
            List<String> lines = head();
            rows.forEach(row -> lines.addAll(row(row)));
            return lines;
        }

        /** All columns but the first, of which the next is cut to the room that the others leave. */
        private Grid rest() {
            int inner = room - GAP.length();
            int besides = beforeLast() - widths[0] - GAP.length() + Math.max(headWidth(last()), leastForLast());
            boolean named = last() > 1 && !right.get(1);
            int name = named ? Math.max(NARROWEST_NAME, inner - (besides - widths[1])) : 0;
            List<List<String>> cells = new ArrayList<>();
            for (List<String> row : rows) {
                List<String> others = new ArrayList<>(row.subList(1, row.size()));
                if (named) {
                    others.set(0, cut(others.get(0), name));
                }
                cells.add(others);
            }
            List<String> heads = headings.subList(1, headings.size()).stream()
                    .map(lines -> String.join(" ", lines).replace("/ ", "/"))
                    .toList();
            return new Grid(cells, right.subList(1, right.size()), heads, inner);
        }

        /** The first column above the others. */
        private List<String> labelled() {
            Grid rest = rest();
            List<String> lines = new ArrayList<>();
            lines.add(String.join(" ", headings.get(0)));
            rest.head().forEach(line -> lines.add(GAP + line));
            String label = "";
            for (int i = 0; i < rows.size(); i++) {
                String own = rows.get(i).get(0);
                if (i == 0 || !own.equals(label)) {
                    lines.addAll(longestWord(0) <= room ? TextRenderer.broken(own, room, 0) : List.of(cut(own, room)));
                    label = own;
                }
                rest.row(rest.rows.get(i)).forEach(line -> lines.add(GAP + line));
            }
            return lines;
        }

        private int headWidth(int column) {
            return headings.get(column).stream().mapToInt(String::length).max().orElse(0);
        }

        /** What the last column cannot do without: text is broken at spaces, and not after every word. */
        private int leastForLast() {
            int whole = cells(last());
            return right.get(last()) ? whole : Math.min(whole, Math.max(NARROWEST_TEXT, longestWord(last())));
        }

        private List<String> head() {
            int height = headings.stream().mapToInt(List::size).max().orElse(1);
            List<String> lines = new ArrayList<>();
            for (int line = 0; line < height; line++) {
                int at = line;
                lines.add(line(headings.stream()
                        .map(heading -> {
                            int own = at - (height - heading.size());
                            return own < 0 ? "" : heading.get(own);
                        })
                        .toList()));
            }
            return lines;
        }

        /** A row of nothing but a text in its last column has the whole width for it. */
        private List<String> row(List<String> cells) {
            if (right.get(last())) {
                return List.of(line(cells));
            }
            boolean alone = cells.subList(0, last()).stream().allMatch(String::isEmpty);
            int before = alone ? 0 : beforeLast();
            List<String> parts = TextRenderer.broken(cells.get(last()), Math.max(NARROWEST_TEXT, room - before), 0);
            if (alone) {
                return parts;
            }
            List<String> lines = new ArrayList<>();
            for (String part : parts) {
                List<String> line = new ArrayList<>(lines.isEmpty() ? cells : Collections.nCopies(cells.size(), ""));
                line.set(last(), part);
                lines.add(line(line));
            }
            return lines;
        }

        private String line(List<String> cells) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < cells.size(); column++) {
                String cell = cells.get(column);
                String space = " ".repeat(Math.max(0, widths[column] - cell.length()));
                line.append(column == 0 ? "" : GAP).append(right.get(column) ? space + cell : cell + space);
            }
            return line.toString().stripTrailing();
        }
    }

    /** Beginning and end of a text: names that a tool made differ at either. */
    private static String cut(String text, int room) {
        if (text.length() <= room) {
            return text;
        }
        int end = (room - 1) / 2;
        return text.substring(0, room - 1 - end) + '\u2026' + text.substring(text.length() - end);
    }
}
