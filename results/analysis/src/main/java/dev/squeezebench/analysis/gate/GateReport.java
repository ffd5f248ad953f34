package dev.squeezebench.analysis.gate;

import dev.squeezebench.analysis.report.CountedWarning;
import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.Witness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A gate for people and for programs: the verdicts, one line each, then what was measured of each arm.
 *
 * @param judged in the order in which they are shown
 */
public record GateReport(List<JudgedScenario> judged) {
    public GateReport {
        judged = List.copyOf(judged);
    }

    /** Headings of what is shown for each inference. */
    private static final Map<String, String> PER_INFERENCE = perInference();

    private static Map<String, String> perInference() {
        Map<String, String> headings = new LinkedHashMap<>();
        headings.put(Witness.MINOR_FAULTS, "minor faults");
        headings.put(Witness.MAJOR_FAULTS, "major faults");
        headings.put(Witness.VOLUNTARY_SWITCHES, "voluntary switches");
        headings.put(Witness.INVOLUNTARY_SWITCHES, "involuntary");
        headings.put(Witness.MIGRATIONS, "migrations");
        headings.put(Witness.INSTRUCTIONS, "instructions");
        return headings;
    }

    private record Verdicts(JudgedScenario scenario, Finding finding) {
        OptionalDouble of(ToDoubleFunction<GeometricMean> part) {
            return finding.ratio().isPresent()
                    ? OptionalDouble.of(part.applyAsDouble(finding.ratio().get()) - 1)
                    : OptionalDouble.empty();
        }
    }

    private record ArmTrials(JudgedScenario scenario, String arm, List<Trial> trials) {
        Trial first() {
            return trials.get(0);
        }

        OptionalDouble median(Function<Trial, OptionalDouble> value) {
            double[] values = trials.stream()
                    .map(value)
                    .filter(OptionalDouble::isPresent)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .toArray();
            return values.length == trials.size()
                    ? OptionalDouble.of(Quantiles.median(values))
                    : OptionalDouble.empty();
        }
    }

    /** One line a finding. */
    public List<String> lines() {
        return judged.stream()
                .flatMap(each -> each.findings().stream().map(finding -> finding.line(each.name(), each.elapsed())))
                .toList();
    }

    /** What a reader should know beside the verdicts. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (JudgedScenario each : judged) {
            each.rounds().slowMode().filter(SlowMode::found).ifPresent(mode -> notes.add(mode.words()));
            each.rounds().placeEffect().ifPresent(effect -> notes.add(place(Math.expm1(effect.mean()))));
            if (each.memory().isEmpty() && !each.rounds().candidate().isEmpty()) {
                notes.add("memory was not judged: a round lacks the peak resident set");
            }
            if (each.latency().estimate().isPresent()) {
                notes.add(witness(each.latency()));
            }
            notes.addAll(warnings(each.rounds()));
        }
        return notes.stream().distinct().toList();
    }

    /** Which clocks decided. */
    private static String witness(Finding finding) {
        return finding.cpu()
                .map(cpu -> String.format(
                        Locale.ROOT,
                        "CPU time, the second witness: the candidate takes %.1f%% %s",
                        100 * Math.abs(Math.expm1(cpu.mean())),
                        cpu.mean() < 0 ? "less" : "more"))
                .orElse(
                        "CPU time is no witness here (not read in every round, or the threads were not at work all the time): the"
                                + " clock alone decides");
    }

    /** What the trials of both sides carry; and what CPU time can say of a disturbance. */
    private static List<String> warnings(GateTrials rounds) {
        List<List<Warning>> ofTrials = Stream.of(rounds.baseline(), rounds.candidate())
                .flatMap(List::stream)
                .map(Trial::warnings)
                .toList();
        List<String> notes = new ArrayList<>();
        List<CountedWarning> counted = CountedWarning.of(ofTrials);
        counted.forEach(warning -> notes.add(warning.code() + ": " + warning.message() + " (" + warning.trials()
                + " of " + ofTrials.size() + " trials)" + (warning.remedy().isEmpty() ? "" : "; " + warning.remedy())));
        if (counted.stream().anyMatch(warning -> warning.code().equals(WarningCode.CONTENDED.word()))) {
            notes.add(
                    "CPU time helps against load within this machine; a neighbour on the same host slows both clocks alike");
        }
        return notes;
    }

    private static String place(double cost) {
        return String.format(
                Locale.ROOT,
                "the first turn of a cycle is %.2f%% %s than the other; it cancels",
                100 * Math.abs(cost),
                cost < 0 ? "faster" : "slower");
    }

    /** A row for each verdict. */
    public Table verdicts() {
        List<Verdicts> rows = judged.stream()
                .flatMap(each -> each.findings().stream().map(finding -> new Verdicts(each, finding)))
                .toList();
        return Table.of("verdicts", rows, columns -> columns.text("scenario", row -> row.scenario.name())
                .text("metric", row -> row.finding.quantity().metric())
                .text("verdict", row -> row.finding.verdict().word().toLowerCase(Locale.ROOT))
                .text(
                        "reason",
                        row -> row.finding.verdict() instanceof Verdict.Inconclusive open
                                ? open.reason().code()
                                : "")
                .add("growth", row -> share(row.of(GeometricMean::value)))
                .add("lower", row -> share(row.of(ratio -> ratio.spread().lower())))
                .add("upper", row -> share(row.of(ratio -> ratio.spread().upper())))
                .text("spread", row -> row.finding
                        .ratio()
                        .map(ratio -> ratio.spread() instanceof Spread.Interval ? "interval" : "range")
                        .orElse(""))
                .add("tolerance", row -> Cell.decimal(row.finding.tolerance(), 4))
                .add("rounds", row -> Cell.integer(row.finding.rounds()))
                .add("smallest visible", row -> share(row.finding.smallestVisible()))
                .add("elapsed_ns", row -> Cell.integer(row.scenario.elapsed().toNanos())));
    }

    private static Cell share(OptionalDouble value) {
        return value.isPresent() ? Cell.decimal(value.getAsDouble(), 5) : Cell.ABSENT;
    }

    private static List<ArmTrials> arms(JudgedScenario each) {
        return Stream.of(
                        new ArmTrials(
                                each, JudgedScenario.BASELINE, each.rounds().baseline()),
                        new ArmTrials(
                                each, JudgedScenario.CANDIDATE, each.rounds().candidate()),
                        new ArmTrials(
                                each, JudgedScenario.CONTROL, each.controls().candidate()))
                .filter(row -> !row.trials.isEmpty())
                .toList();
    }

    /** A row for each arm: typical values over its rounds. */
    public Table arms() {
        List<ArmTrials> rows =
                judged.stream().flatMap(each -> arms(each).stream()).toList();
        boolean same =
                rows.stream().map(row -> row.first().scenario()).distinct().count() == 1;
        return Table.of("arms", rows, columns -> scenario(columns.text("arm", row -> row.arm), same)
                .add(
                        Table.Column.of("latency").key("latency_ns"),
                        row -> Cell.nanoseconds(row.median(trial -> OptionalDouble.of(LatencySummary.medianNs(trial)))))
                .add(Table.Column.of("CPU time").key("cpu_ns"), row -> Cell.nanoseconds(row.median(GateReport::cpu)))
                .add(
                        Table.Column.of("peak memory").key("rss_peak_bytes"),
                        row -> Cell.bytes(row.median(GateReport::memory)))
                .add("rounds", row -> Cell.integer(row.trials.size())));
    }

    /**
     * A row for each arm of a scenario that failed, or would have but for a witness: what the system counted of its processes,
     * typical of its rounds. Empty where nothing failed, or no process counted anything.
     */
    public Optional<Table> witnesses() {
        List<ArmTrials> rows = suspicious();
        if (rows.stream().allMatch(row -> row.trials.stream()
                .allMatch(trial -> trial.witnesses().isEmpty()))) {
            return Optional.empty();
        }
        boolean same =
                rows.stream().map(row -> row.first().scenario()).distinct().count() == 1;
        return Optional.of(Table.of("witnesses", rows, columns -> {
            scenario(columns.text("arm", row -> row.arm), same);
            PER_INFERENCE.forEach((name, heading) -> columns.add(
                    Table.Column.of(heading).key(name + "_per_inference"),
                    row -> decimal(row.median(trial -> perInference(trial, name)), 2)));
            columns.add(
                    Table.Column.of("huge pages").key("huge_page_share"),
                    row -> percent(row.median(GateReport::hugePages)));
        }));
    }

    /** Why a witness is absent, each reason once. */
    private List<String> absentWitnesses() {
        return suspicious().stream()
                .flatMap(row -> row.trials.stream())
                .flatMap(trial -> trial.witnesses().stream())
                .filter(witness -> witness.value().isEmpty())
                .map(witness -> "no " + witness.name().replace('_', ' ') + ": " + witness.source())
                .distinct()
                .toList();
    }

    private List<ArmTrials> suspicious() {
        List<ArmTrials> rows = new ArrayList<>();
        for (JudgedScenario each : judged) {
            if (each.latency().verdict() instanceof Verdict.Fail
                    || each.latency().verdict().equals(new Verdict.Inconclusive(Verdict.Reason.CONTROLS_AGREE))
                    || each.latency().verdict().equals(new Verdict.Inconclusive(Verdict.Reason.CPU_DISAGREES))) {
                rows.addAll(arms(each));
            }
        }
        return rows;
    }

    private static OptionalDouble perInference(Trial trial, String name) {
        OptionalLong count = trial.witness(name);
        int inferences = trial.samples().measureNs().size();
        return count.isPresent() && inferences > 0
                ? OptionalDouble.of(count.getAsLong() / (double) inferences)
                : OptionalDouble.empty();
    }

    private static OptionalDouble hugePages(Trial trial) {
        OptionalLong anonymous = trial.witness(Witness.ANONYMOUS_BYTES);
        OptionalLong huge = trial.witness(Witness.HUGE_PAGE_BYTES);
        return anonymous.isPresent() && huge.isPresent() && anonymous.getAsLong() > 0
                ? OptionalDouble.of(huge.getAsLong() / (double) anonymous.getAsLong())
                : OptionalDouble.empty();
    }

    private static Cell decimal(OptionalDouble value, int digits) {
        return value.isPresent() ? Cell.decimal(value.getAsDouble(), digits) : Cell.ABSENT;
    }

    private static Cell percent(OptionalDouble share) {
        return share.isPresent()
                ? new Cell.Numeric(share.getAsDouble(), String.format(Locale.ROOT, "%.0f%%", 100 * share.getAsDouble()))
                : Cell.ABSENT;
    }

    /** For people only where it tells rows apart: the verdict's line has it. */
    private static Table.Columns<ArmTrials> scenario(Table.Columns<ArmTrials> columns, boolean same) {
        return same
                ? columns.forPrograms(
                        "scenario", row -> Cell.text(row.first().scenario().id()))
                : columns.text("scenario", row -> row.first().scenario().id());
    }

    private static OptionalDouble cpu(Trial trial) {
        double[] values = trial.samples().measureCpuNs().toDoubles();
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Quantiles.median(values));
    }

    private static OptionalDouble memory(Trial trial) {
        return trial.memory().rssPeakBytes().isPresent()
                ? OptionalDouble.of((double) trial.memory().rssPeakBytes().getAsLong())
                : OptionalDouble.empty();
    }

    /**
     * The whole for people.
     *
     * @param chart of its first scenario, relative to the document; empty where none was drawn
     * @param more further notes
     */
    public List<Block> blocks(Optional<String> chart, List<String> more) {
        List<Block> blocks = new ArrayList<>();
        lines().forEach(line -> blocks.add(new Block.Paragraph(line, true)));
        blocks.add(arms());
        witnesses().ifPresent(blocks::add);
        List<String> notes = new ArrayList<>(notes());
        notes.addAll(absentWitnesses());
        notes.addAll(more);
        if (!notes.isEmpty()) {
            blocks.add(new Block.Items(false, notes));
        }
        chart.ifPresent(path -> blocks.add(new Block.Image(path, "Ratios of the rounds, by half-cycle")));
        return blocks;
    }
}
