package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.Percentile;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.records.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a reader has to know about the rows of a section. What concerns every row is said once, in the banner; the rest has a
 * number that the rows refer to, and names them.
 */
final class Notes {
    /** From which share on it is worth knowing that a process by itself is not what it is in turns. */
    private static final double ALONE = 0.02;

    private final List<Note> banner = new ArrayList<>();
    private final List<Note> numbered = new ArrayList<>();
    private final Map<Row, Set<Integer>> ofRow = new LinkedHashMap<>();
    private final RowNames names;
    private final int rows;

    /** One thing to know, and whom it concerns. */
    private static final class Note {
        private final String code;
        private final String remedy;
        private final Map<Row, Integer> trials = new LinkedHashMap<>();
        private Wording wording;

        Note(String code, Wording wording, String remedy) {
            this.code = code;
            this.wording = wording;
            this.remedy = remedy;
        }

        void add(Row row, Wording another, int count) {
            wording = wording.with(another);
            trials.put(row, trials.getOrDefault(row, 0) + count);
        }

        private boolean isCounted() {
            return trials.values().stream().anyMatch(count -> count > 0);
        }

        String text(String whom) {
            return (code.isEmpty() ? "" : code + ": ") + wording + " (" + whom + ')'
                    + (remedy.isEmpty() ? "" : "; " + remedy);
        }

        String ofAll(int rows) {
            if (!isCounted()) {
                return text(rows == 1 ? "the only scenario" : "all " + rows + " scenarios");
            }
            int of = trials.keySet().stream()
                    .mapToInt(row -> row.summary().trials())
                    .sum();
            int count = trials.values().stream().mapToInt(Integer::intValue).sum();
            return text(count == of && of > 1 ? "all " + of + " trials" : count + " of " + of + " trials");
        }

        String ofSome(RowNames names) {
            List<String> rows = new ArrayList<>();
            trials.forEach((row, count) -> rows.add(
                    isCounted()
                            ? count + " of " + row.summary().trials() + " trials of " + names.of(row)
                            : names.of(row)));
            return text(RowNames.listed(rows));
        }
    }

    /**
     * @param oneRound rows of one long round, which was asked for: more rounds are no remedy
     */
    Notes(List<Group> groups, RowNames names, Set<Row> oneRound) {
        this.names = names;
        List<Row> measured = groups.stream()
                .flatMap(group -> group.rows().stream())
                .filter(Row::isMeasured)
                .toList();
        Map<List<String>, Note> notes = new LinkedHashMap<>();
        measured.forEach(row -> collect(notes, row, oneRound.contains(row)));
        Set<Row> all = new LinkedHashSet<>(measured);
        for (Note note : notes.values()) {
            if (note.trials.keySet().containsAll(all)) {
                banner.add(note);
            } else {
                numbered.add(note);
                note.trials.keySet().forEach(row -> ofRow.computeIfAbsent(row, each -> new TreeSet<>())
                        .add(numbered.size()));
            }
        }
        rows = all.size();
    }

    /** Sentences that concern every measured row. */
    List<String> banner() {
        return banner.stream().map(note -> note.ofAll(rows)).toList();
    }

    /** The numbered notes, number 1 first. */
    List<String> numbered() {
        return numbered.stream().map(note -> note.ofSome(names)).toList();
    }

    /** A row's reference, such as {@code 1,3}; empty when there is nothing to say. */
    String refer(Iterable<Row> several) {
        Set<Integer> numbers = new TreeSet<>();
        several.forEach(row -> numbers.addAll(ofRow.getOrDefault(row, Set.of())));
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static void collect(Map<List<String>, Note> notes, Row row, boolean oneRound) {
        ScenarioSummary summary = row.summary();
        for (CountedWarning warning : row.warnings()) {
            add(notes, row, warning.code(), warning.wording(), warning.remedy(), warning.trials());
        }
        for (ExcludedTrials excluded : summary.excluded()) {
            Wording wording = Wording.of(excluded.outcome() + ' ' + excluded.reason());
            add(notes, row, "", wording, "", excluded.trials());
        }
        row.speedUp()
                .filter(speedUp -> speedUp.setAside() > 0)
                .ifPresent(speedUp -> add(
                        notes,
                        row,
                        "",
                        Wording.of(speedUp.setAside() + " of "
                                + speedUp.rounds().size() + " rounds set aside: their ratios are far off the rest"),
                        "",
                        0));
        if (summary.scenario().sequenceLength().isPresent()
                && summary.scenario().paddingPercent().isEmpty()) {
            String sentence =
                    "padding is not recorded: the inputs are the user's, or the file is older, when an eighth of a"
                            + " sequence was padding and in a batch up to half of it: not to be compared with full sequences";
            add(notes, row, "", Wording.of(sentence), "", 0);
        }
        LatencySummary latency = summary.latency().orElseThrow();
        latency.aloneOverTurns()
                .filter(ratio -> ratio.count() > 1
                        && (ratio.spread().lower() > 1 + ALONE || ratio.spread().upper() < 1 / (1 + ALONE)))
                .ifPresent(ratio -> add(
                        notes,
                        row,
                        "",
                        Wording.of("invoked in a row, while the others wait, it takes " + Quantities.ratio(ratio)
                                + " of what it takes in turns"),
                        "",
                        0));
        if (latency.p90() instanceof Percentile.NotCarried notCarried) {
            String sentence =
                    "no p90: fewer than " + notCarried.needed() + " samples have hardly seen the tail (MLPerf LoadGen)";
            add(notes, row, "", Wording.of(sentence), "", 0);
        }
        if (!oneRound && latency.p90() instanceof Percentile.TooFewRounds) {
            String sentence = "no p90: fewer than " + Percentile.FEWEST_ROUNDS
                    + " rounds ended with a block of each process by itself";
            add(notes, row, "", Wording.of(sentence), "", 0);
        }
        if (latency.p90() instanceof Percentile.Carried carried
                && carried.spread().orElse(null) instanceof Spread.Range range) {
            String sentence = "p90: a range over blocks of each process by itself, no interval: fewer than "
                    + GeometricMean.FEWEST_FOR_INTERVAL + " rounds ended with one; the lowest was "
                    + percent(range.lower(), carried.value()) + "% lower and the highest "
                    + percent(range.upper(), carried.value()) + "% higher than what is printed";
            add(notes, row, "", Wording.of(sentence), "", 0);
        }
        if (!oneRound && latency.median().count() < GeometricMean.FEWEST_FOR_INTERVAL) {
            String sentence = "fewer than " + GeometricMean.FEWEST_FOR_INTERVAL
                    + " rounds give no 95% interval, only the range of what was seen";
            add(notes, row, "few_rounds", Wording.of(sentence), "measure more rounds", 0);
        }
        if (row.role() instanceof Row.Role.Alone alone) {
            add(notes, row, "", Wording.of("no speed-up: " + alone.reason()), "", 0);
        }
    }

    private static String percent(double end, double value) {
        return String.format(Locale.ROOT, "%.1f", 100 * Math.abs(end / value - 1));
    }

    private static void add(
            Map<List<String>, Note> notes, Row row, String code, Wording wording, String remedy, int trials) {
        notes.computeIfAbsent(List.of(code, wording.template(), remedy), key -> new Note(code, wording, remedy))
                .add(row, wording, trials);
    }
}
