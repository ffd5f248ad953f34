package dev.squeezebench.analysis.gate;

import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.file.Results;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A gate as its run's records have it: the same rounds judged by the same rule give the same verdict again.
 *
 * @param run its first line
 * @param scenarios what came out for each that has a complete round, in the order of their groups
 */
public record SavedGate(RunRecord run, List<JudgedScenario> scenarios) {
    /** Name in a run's settings of what the candidate may be slower by: a run that has it is a gate. */
    public static final String MAX_SLOWDOWN = "max_slowdown";

    /** The same of its memory. */
    public static final String MAX_MEMORY_GROWTH = "max_memory_growth";

    /** Name in a run's settings of the number of its scenarios. */
    public static final String SCENARIOS = "scenarios";

    private static final String ROUNDS = "g";
    private static final String CONTROLS = "c";

    public SavedGate {
        scenarios = List.copyOf(scenarios);
    }

    /** Name of the group in which the scenario at a place, from 0, is measured. */
    public static String group(int place) {
        return ROUNDS + (place + 1);
    }

    /** Name of the group of its control rounds. */
    public static String controlGroup(int place) {
        return CONTROLS + (place + 1);
    }

    /** When each command that measured for a gate began: it describes its own machine then, and each phone besides. */
    public static List<Instant> sittings(List<Environment> environments) {
        return environments.stream()
                .filter(each -> each.device().kind() == Device.Kind.COMPUTER)
                .map(Environment::at)
                .toList();
    }

    /** Machines and phones whose trials are judged: a computer that only looks after phones is none. */
    public static List<Environment> machines(Results results) {
        return results.environments().stream()
                .filter(machine -> results.trials().stream()
                        .anyMatch(trial -> trial.device().equals(Optional.of(machine.device()))))
                .toList();
    }

    /** The gates among the runs of some records. */
    public static List<SavedGate> of(List<? extends ResultRecord> records) {
        return records.stream()
                .filter(RunRecord.class::isInstance)
                .map(RunRecord.class::cast)
                .flatMap(run -> of(run, records).stream())
                .toList();
    }

    private static Optional<SavedGate> of(RunRecord run, List<? extends ResultRecord> records) {
        Optional<Double> slowdown = number(run, MAX_SLOWDOWN);
        Optional<Double> growth = number(run, MAX_MEMORY_GROWTH);
        if (slowdown.isEmpty() || growth.isEmpty()) {
            return Optional.empty();
        }
        List<Trial> trials = of(records, Trial.class, trial -> trial.run().equals(run.run()));
        List<Instant> sittings =
                sittings(of(records, Environment.class, each -> each.run().equals(run.run())));
        Map<Integer, GateTrials> rounds = new TreeMap<>();
        Map<Integer, GateTrials> controls = new TreeMap<>();
        Duration elapsed = Duration.ZERO;
        for (Trial trial : trials) {
            place(trial, ROUNDS)
                    .ifPresent(place -> rounds.putIfAbsent(place, in(trials, group(place), JudgedScenario.CANDIDATE)));
            place(trial, CONTROLS)
                    .ifPresent(place ->
                            controls.putIfAbsent(place, in(trials, controlGroup(place), JudgedScenario.CONTROL)));
            if (place(trial, ROUNDS).isPresent() && trial.at().isAfter(trial.startedAt())) {
                // Two arms are alive at once.
                elapsed = elapsed.plus(
                        Duration.between(trial.startedAt(), trial.at()).dividedBy(2));
            }
        }
        int scenarios = number(run, SCENARIOS).map(Double::intValue).orElse(rounds.size());
        JudgedScenario.Terms terms = new JudgedScenario.Terms(slowdown.get(), growth.get(), Math.max(1, scenarios));
        List<JudgedScenario> judged = new ArrayList<>();
        GateTrials none = new GateTrials(List.of(), List.of());
        for (Map.Entry<Integer, GateTrials> each : rounds.entrySet()) {
            if (!each.getValue().candidate().isEmpty()) {
                judged.add(JudgedScenario.of(
                        each.getValue().candidate().get(0).scenario(),
                        terms,
                        each.getValue(),
                        controls.getOrDefault(each.getKey(), none),
                        sittings,
                        elapsed));
            }
        }
        int last = GateRule.LOOKS.get(GateRule.LOOKS.size() - 1).rounds();
        return Optional.of(new SavedGate(
                run, JudgedScenario.cutShort(judged, sittings.size() > 1 ? last : GateRule.ROUNDS_OF_ONE_SITTING)));
    }

    private static GateTrials in(List<Trial> trials, String group, String candidate) {
        return GateTrials.paired(arm(trials, group, candidate), arm(trials, group, JudgedScenario.BASELINE));
    }

    private static List<Trial> arm(List<Trial> trials, String group, String arm) {
        return trials.stream()
                .filter(trial ->
                        trial.group().equals(Optional.of(group)) && trial.arm().equals(arm))
                .toList();
    }

    private static Optional<Integer> place(Trial trial, String prefix) {
        return trial.group()
                .filter(group -> group.matches(prefix + "[1-9][0-9]{0,5}"))
                .map(group -> Integer.parseInt(group.substring(1)) - 1);
    }

    private static <T> List<T> of(List<? extends ResultRecord> records, Class<T> kind, Predicate<T> which) {
        return records.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(which)
                .toList();
    }

    private static Optional<Double> number(RunRecord run, String setting) {
        String word = run.settings().getOrDefault(setting, "");
        return word.matches("[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?") ? Optional.of(Double.valueOf(word)) : Optional.empty();
    }
}
