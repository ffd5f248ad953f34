package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.records.text.Escaping;
import dev.squeezebench.records.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a page adds to a report for readers who doubt it: the machine, how to repeat it, a checklist, every trial. */
public final class Appendix {
    /** Trials in tables of their own; a page with more of them would take megabytes. */
    static final int MOST_TRIALS = 1000;

    private final Report report;
    private final Results results;

    /**
     * Of a report.
     *
     * @param report whose trials are listed
     * @param results what it was made from
     */
    public Appendix(Report report, Results results) {
        this.report = report;
        this.results = results;
    }

    /**
     * A file with the raw samples.
     *
     * @param name without folders
     * @param sha256 of its bytes, 64 hexadecimal digits
     */
    public record Source(String name, String sha256) {}

    /** The machines as they were described when their runs began. */
    public List<Block> environment() {
        Map<String, Environment> machines = new LinkedHashMap<>();
        results.environments().forEach(machine -> machines.putIfAbsent(machine.device() + machine.caption(), machine));
        List<Block> blocks = new ArrayList<>();
        machines.values().forEach(machine -> {
            blocks.add(new Block.Heading(1, machine.caption()));
            blocks.add(facts(machine));
        });
        return blocks;
    }

    private static Table facts(Environment machine) {
        Table.Facts facts = new Table.Facts("environment");
        Environment.Cpu cpu = machine.cpu();
        facts.add(
                "device",
                machine.device().id() + ", " + Words.of(machine.device().kind()));
        known(facts, "model", machine.host().model());
        known(facts, "processor", cpu.model());
        facts.add("hardware threads", Cell.integer(cpu.logicalCores()));
        if (cpu.physicalCores().isPresent()) {
            facts.add("cores", Cell.integer(cpu.physicalCores()));
        }
        if (!cpu.features().isEmpty()) {
            facts.add("instruction sets", String.join(", ", cpu.features()));
        }
        known(facts, "frequency governor", cpu.governor());
        known(facts, "boost clocks", cpu.turbo().map(on -> on ? "allowed" : "off"));
        if (machine.memory().totalBytes().isPresent()) {
            facts.add("memory", Cell.bytes(machine.memory().totalBytes().getAsLong()));
        }
        known(facts, "hypervisor", machine.virtualisation().hypervisor());
        known(facts, "container", machine.virtualisation().container());
        facts.add(
                "operating system",
                machine.os().name()
                        + machine.os().version().map(version -> ' ' + version).orElse("") + ", "
                        + machine.os().architecture());
        known(facts, "kernel", machine.os().kernel());
        facts.add(
                "virtual machine",
                machine.vm().caption()
                        + machine.vm().name().map(name -> ", " + name).orElse(""));
        if (!machine.vm().flags().isEmpty()) {
            facts.add("its flags", String.join(" ", machine.vm().flags()));
        }
        known(facts, "power", machine.state().powerSource());
        return facts.table();
    }

    private static void known(Table.Facts facts, String what, Optional<String> value) {
        value.ifPresent(text -> facts.add(what, text));
    }

    /**
     * Commands, versions and hashes.
     *
     * @param sources where the raw samples are
     */
    public List<Block> repeat(List<Source> sources) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Table.of("runs", results.runs(), columns -> columns.text("run", RunRecord::run)
                .add("began", run -> Cell.time(run.at()))
                .text("squeezebench", RunRecord::version)
                .add("seed", run -> Cell.integer(run.seed()))
                .text("command", run -> run.commandLine().stream()
                        .map(Escaping::shell)
                        .collect(Collectors.joining(" ", "squeezebench ", "")))));
        blocks.add(Table.of("runtimes", runtimes().entrySet(), columns -> columns.text("runtime", Map.Entry::getKey)
                .text("build", runtime -> runtime.getValue().runtime().build().orElse(""))
                .text("settings", runtime -> settings(runtime.getValue()))));
        List<ModelRecord> files = new ArrayList<>(results.models().stream()
                .collect(Collectors.toMap(
                        model -> model.file().sha256(), Function.identity(), (a, b) -> a, LinkedHashMap::new))
                .values());
        if (!files.isEmpty()) {
            blocks.add(Table.of("models", files, columns -> columns.text("model", model -> name(model))
                    .text("weights", model -> model.file().weights())
                    .add("size", model -> Cell.bytes(model.file().bytes()))
                    .text("SHA-256", model -> model.file().sha256())));
        }
        blocks.add(Table.of("raw_samples", sources, columns -> columns.text("raw samples", Source::name)
                .text("SHA-256", Source::sha256)));
        blocks.removeIf(block -> block instanceof Table table && table.rows().isEmpty());
        return blocks;
    }

    private static String name(ModelRecord model) {
        return Scenario.GIVEN.equals(model.lowering())
                ? model.workload()
                : model.workload() + '/' + model.lowering() + '/' + model.fusion() + ", "
                        + model.file().format();
    }

    /** A trial of each runtime and version. */
    private Map<String, Trial> runtimes() {
        Map<String, Trial> runtimes = new LinkedHashMap<>();
        results.trials().stream()
                .filter(Trial::isMeasured)
                .forEach(trial -> runtimes.putIfAbsent(
                        trial.scenario().runner()
                                + '-'
                                + trial.scenario().runtimeVersion()
                                + ':'
                                + trial.scenario().acceleration(),
                        trial));
        return runtimes;
    }

    private static String settings(Trial trial) {
        return trial.runtime().settings().entrySet().stream()
                .map(setting -> setting.getKey() + '=' + setting.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Trials of the table; of a gate, which has no such table, those of its arms. */
    private List<Trial> counting() {
        return latencies().isEmpty()
                ? arms().values().stream().flatMap(List::stream).toList()
                : latencies().stream()
                        .flatMap(latency -> latency.trials().stream())
                        .map(LatencySummary.TrialMedian::trial)
                        .toList();
    }

    /** Trials of a gate that count, by arm and scenario. */
    private Map<String, List<Trial>> arms() {
        Map<String, List<Trial>> arms = new LinkedHashMap<>();
        results.trials().stream()
                .filter(trial -> trial.counts() && !trial.arm().equals(Trial.SINGLE))
                .forEach(trial -> arms.computeIfAbsent(
                                trial.arm() + ": " + trial.scenario().id(), arm -> new ArrayList<>())
                        .add(trial));
        return arms;
    }

    private boolean quick() {
        return results.runs().stream().anyMatch(RunRecord::quick);
    }

    private int fewest() {
        return (latencies().isEmpty()
                        ? arms().values().stream().map(List::size)
                        : latencies().stream().map(latency -> latency.trials().size()))
                .min(Integer::compare)
                .orElse(0);
    }

    private boolean haveIntervals() {
        return latencies().isEmpty()
                ? fewest() >= GeometricMean.FEWEST_FOR_INTERVAL
                : latencies().stream().allMatch(latency -> latency.median().spread() instanceof Spread.Interval);
    }

    private List<LatencySummary> latencies() {
        return report.rows().stream()
                .flatMap(row -> row.summary().latency().stream())
                .toList();
    }

    /** Every trial that counts, under the id of its scenario; of more than {@value #MOST_TRIALS} none. */
    public List<Block> trials() {
        List<Block> blocks = new ArrayList<>();
        if (counting().size() > MOST_TRIALS) {
            blocks.add(Block.paragraph(Words.counted(counting().size(), "trial")
                    + " are too many for a page: they are in" + " the files named above, a line each"));
            return blocks;
        }
        for (Row row : report.rows()) {
            row.summary().latency().ifPresent(latency -> {
                blocks.add(new Block.Heading(1, row.summary().scenario().id()));
                blocks.add(trials(latency.trials().stream()
                        .map(trial -> new Listed(trial.trial(), trial.medianNs(), trial.warnings()))
                        .toList()));
            });
        }
        if (latencies().isEmpty()) {
            arms().forEach((arm, trials) -> {
                blocks.add(new Block.Heading(1, arm));
                blocks.add(trials(trials.stream()
                        .map(trial -> new Listed(trial, LatencySummary.medianNs(trial), trial.warnings()))
                        .toList()));
            });
        }
        return blocks;
    }

    /** A trial in a list, with the warnings that it has there. */
    private record Listed(Trial trial, double medianNs, List<Warning> warnings) {}

    private static Table trials(List<Listed> trials) {
        return Table.of("trials", trials, columns -> columns.text("run", each -> each.trial.run())
                .add("round", each -> Cell.integer(each.trial.round()))
                .add("place", each -> Cell.integer(each.trial.order()))
                .add("started", each -> Cell.time(each.trial.startedAt()))
                .add(
                        "samples",
                        each -> Cell.integer(each.trial.samples().measureNs().size()))
                .add("median", each -> Cell.nanoseconds(each.medianNs))
                .text("warnings", each -> each.warnings.stream()
                        .map(Warning::code)
                        .distinct()
                        .collect(Collectors.joining(", ")))
                .text(
                        "SHA-256 of the samples",
                        each -> Digests.sha256(each.trial.samples().measureNs().stream()
                                .mapToObj(Long::toString)
                                .collect(Collectors.joining(",")))));
    }

    /** How a point of the checklist is answered. */
    private enum Answer {
        YES,
        NO,
        /** Only the author can say. */
        OPEN
    }

    private record Point(String question, Answer answer, String why) {}

    /**
     * The points of the empirical evaluation checklist of SIGPLAN (Berger, Blackburn, Hauswirth and Hicks, 2018), each
     * answered from the data; what data cannot answer is open.
     */
    public List<Block> checklist() {
        if (counting().isEmpty()) {
            return List.of();
        }
        List<Point> points = new ArrayList<>();
        int fewest = fewest();
        List<SpeedUp> speedUps =
                report.rows().stream().flatMap(row -> row.speedUp().stream()).toList();
        boolean intervals = haveIntervals();
        boolean ofGate = latencies().isEmpty();
        points.add(new Point("Are the claims scoped to what was measured?", Answer.YES, scope()));
        points.add(
                ofGate
                        ? new Point(
                                "Is the comparison fair?",
                                answer(arms().size() > 1),
                                "the arms differ in what the command says, and take turns within each round")
                        : new Point("Is the comparison fair?", answer(!speedUps.isEmpty()), fairness(speedUps)));
        points.add(new Point(
                "Are the results right?", answer(counting().stream().allMatch(Appendix::isChecked)), correctness()));
        points.add(new Point(
                "Are there enough trials?",
                answer(intervals && fewest > 0),
                fewest + " fresh processes of each scenario or more"
                        + (intervals ? "" : "; below six rounds there is no interval, only a range")));
        points.add(new Point(
                "Is the uncertainty shown?",
                answer(intervals),
                intervals ? "95% intervals over trials and rounds" : "ranges from the smallest to the largest value"));
        points.add(new Point(
                "Is the summary statistic the right one?",
                Answer.YES,
                "medians within a process, geometric means of latencies, ratios formed within rounds"));
        points.add(new Point(
                "Is warm-up kept apart?",
                answer(counting().stream()
                        .noneMatch(trial -> trial.samples().warmupNs().isEmpty())),
                "warm-up, loading and the first inference are recorded by themselves and are in no latency"));
        points.add(new Point(
                "Can it be repeated?",
                answer(!results.runs().isEmpty()),
                "commands, versions, hashes of models and samples are on this page"));
        Set<String> questioned = questioned();
        points.add(new Point(
                "Was the machine quiet?",
                answer(questioned.isEmpty()),
                questioned.isEmpty()
                        ? "no trial carries a warning that questions its numbers"
                        : "warnings: " + String.join(", ", questioned)));
        points.add(new Point(
                "Do axes begin at zero, and ratios at one?",
                Answer.YES,
                "bars begin at 0; ratios are anchored at 1; logarithmic axes are marked"));
        points.add(new Point(
                "Is it a measurement?",
                answer(!quick()),
                quick() ? "a quick run is a smoke test" : "no quick run is among them"));
        points.add(new Point(
                "Do the workloads stand for what readers run?",
                Answer.OPEN,
                "whole networks of published shapes; that these are the right ones for a claim, its author argues"));
        points.add(new Point(
                "Does it carry over to other machines?",
                Answer.OPEN,
                Words.counted(machines().size(), "machine") + " measured; others are not spoken of"));
        points.add(new Point(
                "Are the key parameters explored?",
                report.sections().stream().allMatch(section -> section.sweeps().isEmpty()) ? Answer.OPEN : Answer.YES,
                report.sections().stream().allMatch(section -> section.sweeps().isEmpty())
                        ? "one size each; batch, sequence length and threads can be swept"
                        : "several sizes were measured"));
        return List.of(Table.of("checklist", points, columns -> columns.text("point", Point::question)
                .text("answer", point -> Words.of(point.answer()))
                .text("from the data", Point::why)));
    }

    private static Answer answer(boolean yes) {
        return yes ? Answer.YES : Answer.NO;
    }

    private String scope() {
        return "each ratio names its workloads, runtime, conditions and machine: " + String.join("; ", machines());
    }

    private List<String> machines() {
        return report.sections().isEmpty()
                ? results.environments().stream()
                        .map(Environment::caption)
                        .distinct()
                        .toList()
                : report.sections().stream().map(Section::caption).toList();
    }

    private static String fairness(List<SpeedUp> speedUps) {
        if (speedUps.isEmpty()) {
            return "nothing is compared";
        }
        return "compared under equal conditions only, "
                + (speedUps.stream().allMatch(SpeedUp::inTurns)
                        ? "in turns within each round"
                        : speedUps.stream().noneMatch(SpeedUp::inTurns)
                                ? "one process after the other within each round"
                                : "in turns or one process after the other");
    }

    private static boolean isChecked(Trial trial) {
        return trial.outputCheck() instanceof OutputCheck.Checked checked && checked.passed();
    }

    private String correctness() {
        long checked = counting().stream().filter(Appendix::isChecked).count();
        Set<String> references = new LinkedHashSet<>();
        for (Trial trial : counting()) {
            if (trial.outputCheck() instanceof OutputCheck.Checked check) {
                references.add(check.reference());
            }
        }
        return "outputs of " + checked + " of " + Words.counted(counting().size(), "trial") + " were compared"
                + (references.isEmpty() ? "" : " with " + String.join(", ", references)) + " and agree";
    }

    private Set<String> questioned() {
        Set<String> codes = new LinkedHashSet<>();
        Stream<Warning> warnings = latencies().isEmpty()
                ? counting().stream().flatMap(trial -> trial.warnings().stream())
                : latencies().stream()
                        .flatMap(latency -> latency.trials().stream())
                        .flatMap(trial -> trial.warnings().stream());
        warnings.map(Warning::code).filter(WarningCode::questionsNumbers).forEach(codes::add);
        return codes;
    }
}
