package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/**
 * A warning that trials of a scenario carry for one reason: warnings that differ in their numbers alone are one.
 *
 * @param code stable word
 * @param wording what was seen, each number as the range of what the trials say
 * @param remedy what to do
 * @param trials how many trials carry it
 */
public record CountedWarning(String code, Wording wording, String remedy, int trials) {
    private static final String RUNS_DISAGREE = WarningCode.RUNS_DISAGREE.word();

    /** What was seen. */
    public String message() {
        return wording.toString();
    }

    /** The warnings of trials by code and reason, in the order in which they were first seen. */
    public static List<CountedWarning> of(List<List<Warning>> ofTrials) {
        Map<List<String>, CountedWarning> counted = new LinkedHashMap<>();
        ofTrials.forEach(warnings -> {
            Set<List<String>> own = new LinkedHashSet<>();
            for (Warning warning : warnings) {
                Wording wording = Wording.of(warning.message());
                List<String> key = List.of(warning.code(), wording.template(), warning.remedy());
                int another = own.add(key) ? 1 : 0;
                counted.merge(
                        key,
                        new CountedWarning(warning.code(), wording, warning.remedy(), 1),
                        (a, b) -> new CountedWarning(a.code, a.wording.with(b.wording), a.remedy, a.trials + another));
            }
        });
        return new ArrayList<>(counted.values());
    }

    /** The warning that too many rounds are far off the rest for the others to be typical. */
    static CountedWarning twoModes(SpeedUp speedUp) {
        Warning warning = WarningCode.TWO_MODES.warning(
                speedUp.offInTwoModes() + " of " + speedUp.rounds().size() + " rounds are far off the rest");
        return new CountedWarning(
                warning.code(), Wording.of(warning.message()), warning.remedy(), speedUp.offInTwoModes());
    }

    /**
     * The warning that runs give different values of one quantity.
     *
     * @param what the quantity
     * @param runs each run's estimate, by its id
     * @param shown how people read a value
     * @param trials on how many trials they rest
     */
    static Optional<CountedWarning> disagreement(
            String what, Map<String, GeometricMean> runs, DoubleFunction<String> shown, int trials) {
        boolean disagree =
                runs.values().stream().anyMatch(one -> runs.values().stream().anyMatch(one::disagreesWith));
        String values = runs.entrySet().stream()
                .map(run -> shown.apply(run.getValue().value()) + " in run " + run.getKey())
                .collect(Collectors.joining(", "));
        return disagree
                ? Optional.of(new CountedWarning(
                        RUNS_DISAGREE,
                        Wording.of(what + " differs between runs by more than their intervals explain: " + values),
                        "look at each run by itself; what changed between them?",
                        trials))
                : Optional.empty();
    }
}
