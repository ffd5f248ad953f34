package dev.squeezebench.cli.gate;

import dev.squeezebench.analysis.gate.Finding;
import dev.squeezebench.analysis.gate.SlowMode;
import dev.squeezebench.analysis.gate.Verdict;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.core.experiment.GateExperiment.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says what a gate decided, in lines and as an exit code. */
final class GateReport {
    private GateReport() {}

    /** One line a finding, then what a reader should know beside them. */
    static List<String> lines(List<Judged> judged) {
        List<String> lines = new ArrayList<>();
        for (Judged each : judged) {
            String id = each.pair().candidate().scenario().id();
            each.findings().forEach(finding -> lines.add(finding.line(id, each.elapsed())));
        }
        for (Judged each : judged) {
            each.rounds().slowMode().filter(SlowMode::found).ifPresent(mode -> lines.add("  " + mode.words()));
            each.rounds()
                    .placeEffect()
                    .ifPresent(effect -> lines.add(String.format(
                            Locale.ROOT,
                            "  the first turn of a cycle is %.2f%% slower than the other; it cancels",
                            100 * Math.expm1(effect.mean()))));
        }
        lines.add("  uncontrolled: this machine's gate was not tried with the baseline against itself; give --baseline and"
                + " --candidate the same values to see what it says of no difference");
        return lines;
    }

    /** Of a gate that was measured. */
    static ExitCode code(List<Judged> judged) {
        if (judged.stream().anyMatch(each -> each.rounds().candidate().isEmpty())) {
            return ExitCode.PARTIAL;
        }
        Verdict verdict = Verdict.of(judged.stream()
                .flatMap(each -> each.findings().stream())
                .map(Finding::verdict)
                .toList());
        return verdict instanceof Verdict.Fail
                ? ExitCode.FAILED
                : verdict instanceof Verdict.Pass ? ExitCode.DONE : ExitCode.INCONCLUSIVE;
    }
}
