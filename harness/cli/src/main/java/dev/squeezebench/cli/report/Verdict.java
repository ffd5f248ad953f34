package dev.squeezebench.cli.report;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Warning;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What trials mean for the exit code of the command that ran them. */
public final class Verdict {
    private Verdict() {}

    /**
     * {@link ExitCode#DONE} only when all that was asked for was measured: a script that named two targets must be able
     * to tell that it got one, whether the other failed or is not usable here.
     */
    public static ExitCode of(List<Trial> trials) {
        return trials.stream().map(Trial::outcome).allMatch(TrialOutcome.Measured.class::isInstance)
                ? ExitCode.DONE
                : ExitCode.PARTIAL;
    }

    /**
     * Whether trials that count have a warning that the user does not accept; says which.
     *
     * @param refused codes of {@code --fail-on}
     */
    public static boolean refused(List<Trial> trials, Set<String> refused, Consumer<String> warnings) {
        Map<String, Integer> found = new TreeMap<>();
        trials.stream()
                .filter(Trial::counts)
                .flatMap(trial -> trial.warnings().stream().map(Warning::code).distinct())
                .filter(refused::contains)
                .forEach(code -> found.merge(code, 1, Integer::sum));
        found.forEach((code, count) -> warnings.accept(
                "--fail-on " + code + ": " + count + (count == 1 ? " trial has it" : " trials have it")));
        return !found.isEmpty();
    }
}
