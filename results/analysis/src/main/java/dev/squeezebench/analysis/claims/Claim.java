package dev.squeezebench.analysis.claims;

import dev.squeezebench.records.Spread;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.Words;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A published figure with its source and the conditions that the source states. What it leaves open is absent and never filled in.
 *
 * @param id stable word for scripts
 * @param statement what is claimed, one sentence
 * @param source authors, year, title, where in it
 * @param url where to read it
 * @param kind what the figure is
 * @param value the figure as printed, such as {@code 4.3}: its last digit says how it was rounded
 * @param unit of a latency; absent for ratios
 * @param conditions what the source states, by {@link #CONDITIONS}
 * @param citation fields of a BibTeX entry such as {@code author}, and its {@code key}; may be empty
 */
public record Claim(
        String id,
        String statement,
        String source,
        String url,
        Kind kind,
        BigDecimal value,
        Optional<Unit> unit,
        Map<String, String> conditions,
        Map<String, String> citation) {
    private static final Pattern FIELD = Pattern.compile("[A-Za-z]{1,40}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9:.-]{1,80}");
    static final String DEVICE = "device";
    static final String WORKLOAD = "workload";
    static final String BASELINE = "baseline";

    /** A condition that no result file records, in the source's words: it is never met. */
    static final String OTHER = "other";

    /** Names of conditions, in the order in which they are listed. */
    public static final List<String> CONDITIONS = List.of(
            DEVICE,
            "processor",
            WORKLOAD,
            BASELINE,
            "target",
            "baseline_target",
            "runner",
            "runtime_version",
            "acceleration",
            "dtype",
            "batch",
            "tokens",
            "padding_percent",
            "threads",
            "lowering",
            "fusion",
            "head",
            "statistic",
            OTHER);

    /** What a figure is. */
    public enum Kind {
        /** The latency of the workload {@code baseline} over that of {@code workload}. */
        SPEED_UP,
        /** The latency of the target {@code baseline_target} over that of {@code target}, of one workload. */
        ENGINES,
        /** The latency of {@code workload}. */
        LATENCY;

        /** Whether a condition says anything of such a figure that a source may leave open. */
        boolean has(String condition) {
            return switch (condition) {
                case BASELINE -> this == SPEED_UP;
                case "baseline_target" -> this == ENGINES;
                case OTHER -> false;
                default -> true;
            };
        }
    }

    /** Units of a latency. */
    public enum Unit {
        S(1e9),
        MS(1e6),
        US(1e3);

        private final double ns;

        Unit(double ns) {
            this.ns = ns;
        }
    }

    public Claim {
        conditions = Collections.unmodifiableMap(new TreeMap<>(conditions));
        citation = Collections.unmodifiableMap(new TreeMap<>(citation));
        if (value.signum() <= 0) {
            throw new IllegalArgumentException("a published figure is a positive number, not " + value);
        }
        if (unit.isPresent() != (kind == Kind.LATENCY)) {
            throw new IllegalArgumentException(
                    kind == Kind.LATENCY ? "a latency has a unit: s, ms or us" : "a ratio has no unit");
        }
        for (String condition : conditions.keySet()) {
            if (!CONDITIONS.contains(condition)) {
                throw new IllegalArgumentException("unknown condition " + Printable.quoted(condition) + "; known are "
                        + String.join(", ", CONDITIONS));
            }
        }
        citation.keySet().stream()
                .filter(field -> !FIELD.matcher(field).matches())
                .findFirst()
                .ifPresent(field -> {
                    throw new IllegalArgumentException(
                            "a field of BibTeX has letters alone, unlike " + Printable.quoted(field));
                });
        if (!KEY.matcher(citation.getOrDefault("key", id)).matches()) {
            throw new IllegalArgumentException("the key of a citation has letters, digits, colons, points and hyphens");
        }
        if (!conditions.containsKey(WORKLOAD) || (kind == Kind.SPEED_UP && !conditions.containsKey(BASELINE))) {
            throw new IllegalArgumentException(
                    kind == Kind.SPEED_UP ? "a speed-up is of a workload over a baseline" : "it is of a workload");
        }
    }

    /** The workload that the figure is of. */
    public String workload() {
        return conditions.getOrDefault(WORKLOAD, "");
    }

    /** The workload that a speed-up is relative to; empty for other kinds. */
    public String baseline() {
        return conditions.getOrDefault(BASELINE, "");
    }

    /** What it was measured on, where that is stated. */
    public Optional<String> device() {
        return Optional.ofNullable(conditions.get(DEVICE));
    }

    /** The figure as a ratio, or in nanoseconds. */
    public double number() {
        return value.doubleValue() * unit.map(each -> each.ns).orElse(1.0);
    }

    /** Whether a spread meets what the printed figure may have been before it was rounded. */
    boolean isMetBy(Spread spread) {
        double half =
                Math.pow(10, -value.scale()) / 2 * unit.map(each -> each.ns).orElse(1.0);
        return spread.lower() <= number() + half && spread.upper() >= number() - half;
    }

    /** The figure and where it was measured, as in {@code 4.3x on a Pixel 3}. */
    public String shown() {
        return value.toPlainString()
                + unit.map(each -> each == Unit.US ? " µs" : ' ' + Words.of(each))
                        .orElse("x")
                + device().map(name -> " on a " + name).orElse("");
    }
}
