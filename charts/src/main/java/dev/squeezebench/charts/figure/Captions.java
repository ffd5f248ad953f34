package dev.squeezebench.charts.figure;

import dev.squeezebench.results.Environment;
import dev.squeezebench.results.RunRecord;
import dev.squeezebench.results.Trial;
import dev.squeezebench.results.Warning;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The small print under a chart: where, with what, how often and when; and the marks that no reader may miss. */
final class Captions {
    /** Code of the warning of trials on a graphics device that is emulated on the processor. */
    static final String SOFTWARE_ADAPTER = "software_adapter";

    private static final String DOT = " \u00b7 ";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Captions() {}

    /** Lines under a chart of these scenarios. */
    static List<String> lines(Measurements measurements, List<ScenarioTrials> drawn) {
        List<String> lines = new ArrayList<>();
        measurements.environments().stream()
                .map(Environment::caption)
                .distinct()
                .forEach(lines::add);
        List<Trial> trials = drawn.stream()
                .flatMap(each -> each.trials().stream())
                .map(Sourced::record)
                .toList();
        lines.add(String.join(
                DOT,
                Stream.of(runtimes(trials), counts(trials), dates(trials), versions(measurements, trials))
                        .filter(part -> !part.isEmpty())
                        .toList()));
        return lines;
    }

    /** What has to stand out: a quick run, a software adapter. Empty for a proper measurement. */
    static String badge(Measurements measurements, List<ScenarioTrials> drawn) {
        List<String> marks = new ArrayList<>();
        if (drawn.stream().flatMap(each -> each.trials().stream()).anyMatch(trial -> measurements.runs().stream()
                .anyMatch(run -> run.quick() && run.run().equals(trial.record().run())))) {
            marks.add("quick run: no measurement");
        }
        if (drawn.stream()
                .flatMap(each -> each.trials().stream())
                .flatMap(trial -> trial.record().warnings().stream())
                .map(Warning::code)
                .anyMatch(SOFTWARE_ADAPTER::equals)) {
            marks.add("software adapter");
        }
        return String.join(DOT, marks);
    }

    private static String runtimes(List<Trial> trials) {
        TreeSet<String> names = new TreeSet<>();
        trials.forEach(each ->
                names.add(each.scenario().runner() + ' ' + each.scenario().runtimeVersion()));
        return String.join(", ", names);
    }

    private static String counts(List<Trial> trials) {
        long rounds = trials.stream()
                .map(each -> each.run() + '#' + each.round())
                .distinct()
                .count();
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

    private static String versions(Measurements measurements, List<Trial> trials) {
        TreeSet<String> versions = new TreeSet<>();
        measurements.runs().stream()
                .filter(run -> trials.stream().anyMatch(trial -> trial.run().equals(run.run())))
                .map(RunRecord::version)
                .forEach(versions::add);
        return versions.isEmpty() ? "" : "squeezebench " + String.join(", ", versions);
    }
}
