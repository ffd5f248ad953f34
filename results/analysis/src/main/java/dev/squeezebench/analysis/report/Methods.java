package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.file.Results;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How it was measured, in the words of a paper's section on methods: each from the record, and nothing that it does not have. */
public final class Methods {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Results results;
    private final List<Section> sections;

    /**
     * Of a report.
     *
     * @param results what it was made from
     */
    public Methods(Report report, Results results) {
        this.results = results;
        sections = report.sections().stream()
                .filter(section -> section.rows().stream().anyMatch(Row::isMeasured))
                .toList();
    }

    /** A paragraph for each machine. */
    public List<Block> blocks() {
        return sections.stream()
                .map(section -> Block.paragraph(sentences(section).collect(Collectors.joining(". ", "", "."))))
                .toList();
    }

    private Stream<String> sentences(Section section) {
        List<Row> rows = section.rows().stream().filter(Row::isMeasured).toList();
        List<Scenario> scenarios =
                rows.stream().map(row -> row.summary().scenario()).toList();
        List<Trial> trials = rows.stream()
                .flatMap(row -> row.summary().latency().stream())
                .flatMap(latency -> latency.trials().stream())
                .map(LatencySummary.TrialMedian::trial)
                .toList();
        return Stream.of(
                        section.quick() ? "This was a quick run, a smoke test and no measurement" : "",
                        subject(section, scenarios),
                        models(scenarios),
                        rounds(trials),
                        samples(trials),
                        statistic(rows),
                        outputs(trials),
                        excluded(section),
                        warnings(trials),
                        tool(section))
                .filter(sentence -> !sentence.isEmpty());
    }

    private static String subject(Section section, List<Scenario> scenarios) {
        List<String> sizes = new ArrayList<>();
        sizes.add(each(scenarios, Scenario::dtype));
        sizes.add("batch " + each(scenarios, scenario -> String.valueOf(scenario.batch())));
        String tokens = each(
                scenarios.stream()
                        .filter(scenario -> scenario.sequenceLength().isPresent())
                        .toList(),
                scenario -> String.valueOf(scenario.sequenceLength().orElseThrow()));
        if (!tokens.isEmpty()) {
            sizes.add(tokens + " tokens" + padding(scenarios));
        }
        String threads = each(scenarios, scenario -> String.valueOf(scenario.threads()));
        sizes.add(threads + (threads.equals("1") ? " thread" : " threads"));
        return "We measured the inference of " + each(scenarios, Scenario::workload) + " (" + String.join(", ", sizes)
                + ") with "
                + each(
                        scenarios,
                        scenario -> scenario.runner() + ' ' + scenario.runtimeVersion() + " (" + scenario.acceleration()
                                + ')')
                + " on " + machine(section);
    }

    private static String padding(List<Scenario> scenarios) {
        Set<Integer> percent = new TreeSet<>();
        scenarios.forEach(scenario -> scenario.paddingPercent().ifPresent(percent::add));
        if (scenarios.stream().anyMatch(scenario -> scenario.paddingPercent().isEmpty())) {
            return "";
        }
        return percent.equals(Set.of(0))
                ? " without padding"
                : percent.stream()
                        .map(each -> each + "%")
                        .collect(Collectors.joining(" and ", ", ", " of them padding"));
    }

    private static String machine(Section section) {
        return section.environment()
                .map(machine -> machine.machine()
                        + machine.virtualisation()
                                .hypervisor()
                                .map(name -> ", a virtual machine (" + name + ')')
                                .orElse("")
                        + " with " + system(machine))
                .orElse("a machine that the results do not describe");
    }

    private static String system(Environment machine) {
        List<String> parts = new ArrayList<>();
        if (machine.memory().totalBytes().isPresent()) {
            parts.add(Quantities.bytes(machine.memory().totalBytes().getAsLong()) + " of memory");
        }
        parts.add(machine.os().name()
                + machine.os().version().map(version -> ' ' + version).orElse("")
                + machine.os()
                        .kernel()
                        .map(kernel -> " (kernel " + kernel + ')')
                        .orElse(""));
        parts.add(machine.vm().caption());
        return listed(parts);
    }

    private String models(List<Scenario> scenarios) {
        Map<String, Long> flop = new TreeMap<>();
        Set<String> weights = new TreeSet<>();
        for (ModelRecord model : results.models()) {
            if (scenarios.stream().anyMatch(model::isOf)) {
                weights.add(
                        model.file().weights().startsWith("seed:")
                                ? "random weights (seed "
                                        + model.file().weights().substring("seed:".length()) + ')'
                                : "the weights of " + model.file().weights());
                model.file().flop().ifPresent(value -> flop.merge(model.workload(), value, Math::max));
            }
        }
        List<String> parts = new ArrayList<>();
        if (!weights.isEmpty()) {
            parts.add("The models had " + listed(List.copyOf(weights)));
        }
        if (flop.size() > 1 && scenarios.stream().map(Methods::size).distinct().count() == 1) {
            parts.add("their matrix products take "
                    + listed(flop.entrySet().stream()
                            .map(each ->
                                    String.format(Locale.ROOT, "%.2f GFLOP (%s)", each.getValue() / 1e9, each.getKey()))
                            .toList()));
        }
        return String.join("; ", parts);
    }

    private static List<Object> size(Scenario scenario) {
        return List.of(scenario.batch(), scenario.sequenceLength());
    }

    private static String rounds(List<Trial> trials) {
        Map<String, Long> ofScenario = trials.stream()
                .collect(Collectors.groupingBy(trial -> trial.scenario().id(), Collectors.counting()));
        long fewest = ofScenario.values().stream().mapToLong(each -> each).min().orElse(0);
        long most = ofScenario.values().stream().mapToLong(each -> each).max().orElse(0);
        long inTurns = trials.stream()
                .filter(trial -> !trial.samples().turns().isEmpty())
                .count();
        String how = inTurns == trials.size()
                ? "; those of a round were alive at once and were invoked in turns, in palindromic order"
                : inTurns == 0
                        ? ", one after the other in an order drawn at random"
                        : ", in turns or one after the other";
        return "In each round every scenario had a fresh process" + how + "; of each scenario " + range(fewest, most)
                + (most == 1 ? " counts" : " count");
    }

    private static String range(long fewest, long most) {
        return fewest == most ? String.valueOf(fewest) : fewest + " to " + most;
    }

    private static String samples(List<Trial> trials) {
        IntSummaryStatistics samples = trials.stream()
                .mapToInt(trial -> trial.samples().measureNs().size())
                .summaryStatistics();
        return "Loading, the first inference and the warm-up are in no latency; after them a process timed "
                + range(samples.getMin(), samples.getMax()) + " invocations";
    }

    private static String statistic(List<Row> rows) {
        boolean intervals = rows.stream()
                .flatMap(row -> row.summary().latency().stream())
                .allMatch(latency -> latency.median().spread() instanceof Spread.Interval);
        List<SpeedUp> speedUps =
                rows.stream().flatMap(row -> row.speedUp().stream()).toList();
        return "A latency is the geometric mean over processes of each process's median"
                + (speedUps.isEmpty()
                        ? ""
                        : ", a speed-up the typical ratio of latencies within a round ("
                                + (speedUps.stream().allMatch(SpeedUp::inTurns)
                                        ? "rounds far off the rest set aside"
                                        : "a fifth of the rounds trimmed at each end")
                                + ')')
                + (intervals
                        ? "; intervals are of 95% over rounds"
                        : "; below " + GeometricMean.FEWEST_FOR_INTERVAL + " rounds the range is given, no interval");
    }

    private static String outputs(List<Trial> trials) {
        List<OutputCheck.Checked> checked = trials.stream()
                .map(Trial::outputCheck)
                .filter(OutputCheck.Checked.class::isInstance)
                .map(OutputCheck.Checked.class::cast)
                .toList();
        if (checked.isEmpty()) {
            return "Outputs were not checked";
        }
        double largest = checked.stream()
                .max(Comparator.comparingDouble(OutputCheck.Checked::maxRelError))
                .orElseThrow()
                .maxRelError();
        return (checked.size() == trials.size()
                        ? "The outputs of every process"
                        : "The outputs of " + checked.size() + " of " + processes(trials.size()))
                + " were compared with "
                + checked.stream()
                        .map(OutputCheck.Checked::reference)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "))
                + String.format(Locale.ROOT, " (largest relative error %.1e)", largest);
    }

    private static String processes(int number) {
        return number + (number == 1 ? " process" : " processes");
    }

    private static String excluded(Section section) {
        List<ExcludedTrials> excluded = section.rows().stream()
                .flatMap(row -> row.summary().excluded().stream())
                .toList();
        int trials = excluded.stream().mapToInt(ExcludedTrials::trials).sum();
        return trials == 0
                ? ""
                : processes(trials) + " did not count: "
                        + excluded.stream()
                                .map(each -> each.outcome() + ", " + each.reason())
                                .distinct()
                                .collect(Collectors.joining("; "));
    }

    private static String warnings(List<Trial> trials) {
        Map<String, Long> codes = trials.stream()
                .flatMap(trial -> trial.warnings().stream()
                        .map(warning -> warning.code())
                        .filter(WarningCode::questionsNumbers)
                        .distinct())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return codes.isEmpty()
                ? ""
                : "Warnings that question a number: "
                        + codes.entrySet().stream()
                                .map(each ->
                                        each.getKey() + " in " + each.getValue() + " of " + processes(trials.size()))
                                .collect(Collectors.joining(", "));
    }

    private static String tool(Section section) {
        String versions = section.runs().stream()
                .map(RunRecord::version)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
        return versions.isEmpty()
                ? ""
                : "Measured and evaluated by SqueezeBench " + versions + " ("
                        + section.runs().stream()
                                .map(run -> "run " + run.run() + " of " + DATE.format(run.at()))
                                .collect(Collectors.joining(", "))
                        + ')';
    }

    /** As in {@code a, b and c}. */
    private static String listed(List<String> parts) {
        return parts.size() < 2
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.get(parts.size() - 1);
    }

    /** Each value once, in the order in which it is first met. */
    private static String each(List<Scenario> scenarios, Function<Scenario, String> value) {
        return listed(scenarios.stream().map(value).distinct().toList());
    }
}
