package dev.squeezebench.charts.figure;

import dev.squeezebench.analysis.report.Section;
import dev.squeezebench.records.RoundId;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Trial;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The small print under a chart: where, with what, how often and when; and the marks that no reader may miss. */
final class Captions {
    private static final String DOT = " \u00b7 ";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Captions() {}

    /** Lines under a chart of these scenarios. */
    static List<String> lines(Measurements measurements, List<ScenarioTrials> drawn) {
        List<String> lines = new ArrayList<>();
        List<Integer> machines =
                drawn.stream().map(ScenarioTrials::machine).distinct().sorted().toList();
        for (int machine : machines) {
            String caption = measurements.report().sections().get(machine).caption();
            lines.add(machines.size() == 1 ? caption : "machine " + (machine + 1) + ": " + caption);
        }
        List<Trial> trials = trials(drawn);
        lines.add(String.join(
                DOT,
                Stream.of(runtimes(trials), counts(trials), dates(trials), versions(measurements, drawn))
                        .filter(part -> !part.isEmpty())
                        .toList()));
        return lines;
    }

    /** What has to stand out: a quick run, a software adapter. Empty for a proper measurement. */
    static String badge(Measurements measurements, List<ScenarioTrials> drawn) {
        List<String> marks = new ArrayList<>();
        if (sections(measurements, drawn).anyMatch(Section::quick)) {
            marks.add("quick run: no measurement");
        }
        if (drawn.stream().anyMatch(ScenarioTrials::softwareAdapter)) {
            marks.add("software adapter");
        }
        return String.join(DOT, marks);
    }

    private static List<Trial> trials(List<ScenarioTrials> drawn) {
        return drawn.stream()
                .flatMap(each -> each.trials().stream())
                .map(Sourced::record)
                .toList();
    }

    private static Stream<Section> sections(Measurements measurements, List<ScenarioTrials> drawn) {
        return drawn.stream()
                .map(ScenarioTrials::machine)
                .distinct()
                .map(measurements.report().sections()::get);
    }

    private static String runtimes(List<Trial> trials) {
        TreeSet<String> names = new TreeSet<>();
        trials.forEach(each ->
                names.add(each.scenario().runner() + ' ' + each.scenario().runtimeVersion()));
        return String.join(", ", names);
    }

    private static String counts(List<Trial> trials) {
        long rounds = trials.stream().map(RoundId::of).distinct().count();
        long samples = trials.stream()
                .mapToLong(each -> each.samples().measureNs().size())
                .sum();
        return Numbers.counted(rounds, "round") + ", " + Numbers.counted(trials.size(), "trial") + ", "
                + Numbers.counted(samples, "sample");
    }

    private static String dates(List<Trial> trials) {
        TreeSet<String> days = new TreeSet<>();
        trials.forEach(each -> days.add(DATE.format(each.startedAt())));
        return days.size() == 1 ? days.first() : days.first() + " to " + days.last();
    }

    private static String versions(Measurements measurements, List<ScenarioTrials> drawn) {
        TreeSet<String> versions = new TreeSet<>();
        sections(measurements, drawn)
                .flatMap(section -> section.runs().stream())
                .map(RunRecord::version)
                .forEach(versions::add);
        return versions.isEmpty() ? "" : "squeezebench " + String.join(", ", versions);
    }
}
