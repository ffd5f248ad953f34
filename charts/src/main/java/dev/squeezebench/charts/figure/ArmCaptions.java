package dev.squeezebench.charts.figure;

import dev.squeezebench.records.Environment;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.records.text.Words;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines under a chart of two arms that took turns, and the badges over it.
 *
 * @param trials that are drawn, at least one
 * @param inputs what each result file has
 */
record ArmCaptions(List<SourcedTrial> trials, List<Results> inputs) {
    ArmCaptions {
        trials = List.copyOf(trials);
        inputs = List.copyOf(inputs);
    }

    /**
     * Where, with what, how often and when.
     *
     * @param counts how many rounds, in words
     */
    List<String> lines(String counts) {
        List<String> lines = new ArrayList<>(own().flatMap(each -> each.environments().stream())
                .map(Environment::caption)
                .distinct()
                .toList());
        TreeSet<String> runtimes = new TreeSet<>();
        TreeSet<LocalDate> days = new TreeSet<>();
        for (SourcedTrial each : trials) {
            Trial trial = each.trial();
            runtimes.add(trial.scenario().runner() + ' ' + trial.scenario().runtimeVersion());
            days.add(LocalDate.ofInstant(trial.startedAt(), ZoneOffset.UTC));
        }
        lines.add(Stream.of(
                        String.join(", ", runtimes),
                        counts + ", " + Words.counted(trials.size(), "trial"),
                        days.first().equals(days.last())
                                ? days.first().toString()
                                : days.first() + " to " + days.last(),
                        runs().map(run -> "squeezebench " + run.version())
                                .distinct()
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining(ScenarioNames.DOT)));
        return lines;
    }

    private Stream<Results> own() {
        return trials.stream().map(SourcedTrial::input).distinct().map(inputs::get);
    }

    private Stream<RunRecord> runs() {
        List<String> ids =
                trials.stream().map(each -> each.trial().run()).distinct().toList();
        return own().flatMap(each -> each.runs().stream()).filter(run -> ids.contains(run.run()));
    }

    /** What no reader may miss: a quick run, and warnings that call the numbers into question, with how many trials have them. */
    List<String> badges() {
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (SourcedTrial each : trials) {
            each.trial().warnings().stream()
                    .map(Warning::code)
                    .filter(WarningCode::questionsNumbers)
                    .distinct()
                    .forEach(code -> counts.merge(code, 1, Integer::sum));
        }
        List<String> badges = new ArrayList<>();
        if (runs().anyMatch(RunRecord::quick)) {
            badges.add(Captions.QUICK);
        }
        counts.forEach((code, count) ->
                badges.add(code.replace('_', ' ') + ": " + count + " of " + Words.counted(trials.size(), "trial")));
        return badges;
    }
}
