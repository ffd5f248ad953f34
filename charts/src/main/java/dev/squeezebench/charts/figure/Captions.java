package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.Section;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.text.Words;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines under a chart: where, with what, how often, when and under which warnings; and the badges over it. */
final class Captions {
    /** Badge of a run that measured for seconds. */
    static final String QUICK = "quick run: no measurement";

    private static final String DOT = " \u00b7 ";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Measurements measurements;
    private final List<ScenarioTrials> drawn;
    private final List<SourcedTrial> trials;

    /** @param drawn the scenarios that the chart shows */
    Captions(Measurements measurements, List<ScenarioTrials> drawn) {
        this.measurements = measurements;
        this.drawn = List.copyOf(drawn);
        trials = drawn.stream().flatMap(each -> each.trials().stream()).toList();
    }

    /** Lines under the chart. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<Integer> machines =
                drawn.stream().map(ScenarioTrials::machine).distinct().sorted().toList();
        for (int machine : machines) {
            String prefix = machines.size() == 1 ? "" : "machine " + (machine + 1) + ": ";
            lines.add(prefix + measurements.report().sections().get(machine).caption());
            adapters(machine).forEach(each -> lines.add(prefix + each));
        }
        lines.add(Stream.of(runtimes(), counts(), dates(), versions())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(DOT)));
        Map<String, Integer> warnings = warnings();
        if (!warnings.isEmpty()) {
            lines.add("Warnings: "
                    + warnings.entrySet().stream()
                            .map(each -> words(each.getKey()) + " (" + each.getValue() + " of "
                                    + Words.counted(trials.size(), "trial") + ')')
                            .collect(Collectors.joining(", ")));
        }
        return lines;
    }

    /** What no reader may miss: a quick run, a software adapter, a busy machine. Empty for a proper measurement. */
    List<String> badges() {
        List<String> badges = new ArrayList<>();
        if (sections().anyMatch(Section::quick)) {
            badges.add(QUICK);
        }
        if (drawn.stream().anyMatch(ScenarioTrials::softwareAdapter)) {
            badges.add("software adapter");
        }
        warnings().entrySet().stream()
                .filter(each -> WarningCode.questionsNumbers(each.getKey())
                        && !each.getKey().equals(WarningCode.SOFTWARE_ADAPTER.word()))
                .sorted(Comparator.comparingInt((Map.Entry<String, Integer> each) -> -each.getValue())
                        .thenComparing(Map.Entry::getKey))
                .forEach(each -> badges.add(words(each.getKey()) + ": " + each.getValue() + " of "
                        + Words.counted(trials.size(), "trial")));
        return badges;
    }

    /** How many of the trials have each warning, by its code. */
    private Map<String, Integer> warnings() {
        Map<String, Integer> counts = new TreeMap<>();
        trials.stream().flatMap(each -> each.warnings().stream()).forEach(code -> counts.merge(code, 1, Integer::sum));
        return counts;
    }

    private static String words(String code) {
        return code.replace('_', ' ');
    }

    /** The devices other than the processor that computed on a machine, as their drivers name them. */
    private Set<String> adapters(int machine) {
        Set<String> names = new TreeSet<>();
        drawn.stream().filter(each -> each.machine() == machine).forEach(each -> each.records()
                .flatMap(trial -> trial.acceleration().adapter().stream())
                .forEach(adapter -> names.add(
                        each.scenario().acceleration() + " on " + adapter.name() + ", driver " + adapter.driver())));
        return names;
    }

    private Stream<Section> sections() {
        return drawn.stream()
                .map(ScenarioTrials::machine)
                .distinct()
                .map(measurements.report().sections()::get);
    }

    private String runtimes() {
        return drawn.stream()
                .map(each -> each.scenario().runner() + ' ' + each.scenario().runtimeVersion())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private String counts() {
        long rounds = trials.stream()
                .map(each -> each.measured().roundId())
                .distinct()
                .count();
        long samples = trials.stream()
                .mapToLong(each -> each.trial().samples().measureNs().size())
                .sum();
        return Words.counted(rounds, "round") + ", " + Words.counted(trials.size(), "trial") + ", "
                + Words.counted(samples, "sample");
    }

    private String dates() {
        TreeSet<String> days = new TreeSet<>();
        trials.forEach(each -> days.add(DATE.format(each.trial().startedAt())));
        return days.size() == 1 ? days.first() : days.first() + " to " + days.last();
    }

    private String versions() {
        TreeSet<String> versions = new TreeSet<>();
        sections()
                .flatMap(section -> section.runs().stream())
                .map(RunRecord::version)
                .forEach(versions::add);
        return versions.isEmpty() ? "" : "squeezebench " + String.join(", ", versions);
    }
}
