package dev.squeezebench.analysis.claims;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a measurement says about a claim. Where everything that the source states agrees with what was measured, the claim is
 * confirmed when a 95% interval meets what the printed figure may have been before rounding (4.25 to 4.35 for 4.3), and
 * refuted when none does; what the source does not state blocks neither. Where something that it states differs, or is not
 * recorded, the two cannot be compared.
 *
 * @param claim the published figure
 * @param word the verdict
 * @param machine what it was measured on
 * @param measured the figures that the verdict rests on; of those that are not comparable all that are about it
 * @param differences what keeps the nearest of them from being compared; empty where they can be
 */
public record ClaimVerdict(Claim claim, Word word, String machine, List<Measured> measured, List<String> differences) {
    public ClaimVerdict {
        measured = List.copyOf(measured);
        differences = List.copyOf(differences);
    }

    /** The verdicts. */
    public enum Word {
        CONFIRMED,
        REFUTED,
        NOT_COMPARABLE
    }

    /**
     * A figure that was measured, with what it was measured under.
     *
     * @param on what it was measured on, such as {@code onnxruntime-1.29.0:cpu (squeezebert-uncased/conv)}
     * @param estimate a ratio, or a latency in nanoseconds
     * @param conditions by the names of {@link Claim#CONDITIONS}
     * @param doubts what keeps it from being compared with anything, such as a quick run
     * @param flopRatio how many times as much the baseline of a ratio computes; absent where that is not known or the same
     */
    public record Measured(
            String on,
            GeometricMean estimate,
            Map<String, String> conditions,
            List<String> doubts,
            Optional<Double> flopRatio) {
        public Measured {
            conditions = Map.copyOf(conditions);
            doubts = List.copyOf(doubts);
        }

        private List<String> differences(Claim claim) {
            List<String> differences = new ArrayList<>(doubts);
            Claim.CONDITIONS.forEach(name -> {
                String stated = claim.conditions().get(name);
                String own = conditions.get(name);
                if (stated == null) {
                    return;
                }
                if (own == null) {
                    differences.add(name + ' ' + stated + " is stated, and not recorded here");
                } else if (!agrees(name, stated, own)) {
                    differences.add(name + ' ' + stated + " is stated, " + own + " was measured");
                }
            });
            if (!(estimate.spread() instanceof Spread.Interval)) {
                differences.add("fewer than " + GeometricMean.FEWEST_FOR_INTERVAL + " rounds give no interval");
            }
            return differences;
        }

        /** A processor's name has more words on one machine than on another; all else is the same or not. */
        private static boolean agrees(String name, String stated, String own) {
            String one = stated.strip().toLowerCase(Locale.ROOT);
            String other = own.strip().toLowerCase(Locale.ROOT);
            return name.equals("processor") ? other.contains(one) : other.equals(one);
        }
    }

    /**
     * Judges a claim.
     *
     * @param measured every figure of the claim's kind and workloads; may be empty
     */
    public static ClaimVerdict of(Claim claim, String machine, List<Measured> measured) {
        Map<Measured, List<String>> differences = new LinkedHashMap<>();
        measured.forEach(each -> differences.put(each, each.differences(claim)));
        List<Measured> comparable = measured.stream()
                .filter(each -> differences.getOrDefault(each, List.of()).isEmpty())
                .toList();
        if (comparable.isEmpty()) {
            List<String> nearest = differences.values().stream()
                    .min(Comparator.comparingInt(List::size))
                    .orElse(List.of("nothing of it was measured"));
            return new ClaimVerdict(claim, Word.NOT_COMPARABLE, machine, measured, nearest);
        }
        boolean met = comparable.stream()
                .anyMatch(each -> claim.isMetBy(each.estimate().spread()));
        return new ClaimVerdict(claim, met ? Word.CONFIRMED : Word.REFUTED, machine, comparable, List.of());
    }

    /** One sentence with both figures. */
    public String sentence() {
        String figures = measured.stream()
                .map(one -> figure(one.estimate()) + " with " + one.on())
                .collect(Collectors.joining(", "));
        List<String> open = Claim.CONDITIONS.stream()
                .filter(name ->
                        !claim.conditions().containsKey(name) && claim.kind().has(name))
                .toList();
        return Words.of(word).replace('_', ' ') + ": "
                + (figures.isEmpty() ? "nothing of it measured" : "measured " + figures) + " on " + machine
                + ", claimed "
                + claim.shown() + " (" + claim.source() + ')'
                + (flopRatios().isEmpty() ? "" : "; ratio of FLOP " + shown(flopRatios()))
                + (word == Word.NOT_COMPARABLE ? "" : "; not stated there: " + String.join(", ", open));
    }

    /** What the arithmetic alone would give, of ratios of models. */
    private List<Double> flopRatios() {
        return claim.kind() != Claim.Kind.SPEED_UP
                ? List.of()
                : measured.stream()
                        .flatMap(one -> one.flopRatio().stream())
                        .distinct()
                        .toList();
    }

    private static String shown(List<Double> ratios) {
        return ratios.stream().map(Quantities::factor).distinct().collect(Collectors.joining(", "));
    }

    private String figure(GeometricMean estimate) {
        if (claim.kind() != Claim.Kind.LATENCY) {
            return Quantities.ratio(estimate);
        }
        return Quantities.duration(estimate.value())
                + (estimate.spread() instanceof Spread.Interval
                        ? " (95% interval " + Quantities.durationSpread(estimate) + ')'
                        : "");
    }

    /** Verdicts as people and programs read them. */
    public static Table table(List<ClaimVerdict> verdicts) {
        return Table.of("claims", verdicts, columns -> columns.forPeople(
                        Table.Column.of("verdict"), verdict -> Cell.text(verdict.sentence()))
                .forPeople(
                        Table.Column.of("not comparable because"),
                        verdict -> Cell.text(String.join("; ", verdict.differences())))
                .forPrograms("claim", verdict -> Cell.text(verdict.claim().id()))
                .forPrograms("verdict", verdict -> Cell.text(Words.of(verdict.word())))
                .forPrograms(
                        "kind", verdict -> Cell.text(Words.of(verdict.claim().kind())))
                .forPrograms("machine", verdict -> Cell.text(verdict.machine()))
                .forPrograms("claimed_speed_up", verdict -> ratio(verdict.claim()))
                .forPrograms("claimed_latency_ns", verdict -> latency(verdict.claim()))
                .forPrograms(
                        "claimed_device", verdict -> Cell.text(verdict.claim().device()))
                .forPrograms(
                        "flop_ratio",
                        verdict -> verdict.flopRatios().size() == 1
                                ? Cell.factor(verdict.flopRatios().get(0))
                                : Cell.ABSENT)
                .forPrograms("reason", verdict -> Cell.text(String.join("; ", verdict.differences())))
                .forPrograms("sentence", verdict -> Cell.text(verdict.sentence())));
    }

    private static Cell ratio(Claim claim) {
        return claim.kind() == Claim.Kind.LATENCY ? Cell.ABSENT : Cell.factor(claim.number());
    }

    private static Cell latency(Claim claim) {
        return claim.kind() == Claim.Kind.LATENCY ? Cell.nanoseconds(claim.number()) : Cell.ABSENT;
    }
}
