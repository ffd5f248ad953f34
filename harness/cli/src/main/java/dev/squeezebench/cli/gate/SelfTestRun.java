package dev.squeezebench.cli.gate;

import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.cli.arms.ArmKeys;
import dev.squeezebench.cli.arms.ArmsPlan;
import dev.squeezebench.cli.console.Scratch;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.options.Format;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.run.Interruption;
import dev.squeezebench.core.experiment.GateExperiment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Gates whose right answers are known, instead of one that decides something.
 *
 * @param request what all of them have in common
 * @param options which, and how many
 * @param sides what both sides have of their own
 */
record SelfTestRun(GateRequest request, SelfTestOptions options, List<String> sides) {
    /** Measures what is missing, and prints what it showed. */
    ExitCode run() throws IOException, InterruptedException {
        request.cache().check();
        Path folder = request.folder();
        ArmKeys side = ArmKeys.parse(JudgedScenario.BASELINE, sides);
        ArmKeys other = ArmKeys.parse(JudgedScenario.CANDIDATE, sides);
        try (Scratch scratch = Scratch.create();
                Interruption interruption = Interruption.watch(
                        () -> request.farewell("interrupted; the same command goes on with --out " + folder))) {
            ArmsPlan whole = ArmsPlan.of(request.planner(scratch), request.said(), side, other, request.console());
            boolean chosen =
                    !Settings.given(request.spec()).isEmpty() || request.suite().isGiven();
            ArmsPlan plan = chosen ? whole : whole.first();
            request.console()
                    .message("self-test of the gate by "
                            + plan.baseline().scenarios().stream()
                                    .map(each -> each.scenario().id())
                                    .collect(Collectors.joining(", "))
                            + (chosen ? "" : "; --workload and --target choose others"));
            if (request.output().dryRun()) {
                request.show(JudgedScenario.BASELINE, plan.baseline());
                return ExitCode.DONE;
            }
            GateExperiment.Limits usual = request.limits(plan, false);
            SelfTest test = new SelfTest(
                    request.console(),
                    folder,
                    usual,
                    System::nanoTime,
                    measure(request.gates(scratch, interruption), plan, usual));
            SelfTest.Outcome outcome = test.run(
                    options.series(),
                    options.gates(),
                    options.time(),
                    plan.withHashes(request.words(side, other, plan)));
            test.save(outcome);
            if (outcome.control().isPresent()) {
                Control.of(outcome.control().get(), Instant.now())
                        .store(request.cache().folder(), outcome.machine().orElseThrow());
            }
            request.console()
                    .print(outcome.rendered(
                            request.console().format(), request.console().width()));
            request.console()
                    .message("saved in " + folder
                            + ": a folder for each gate, report.md, and the rounds of each series in rounds-*.txt");
            request.github()
                    .showEnd(
                            outcome.code(),
                            "self-test of the gate: see the step's summary",
                            Optional.of(outcome.rendered(Format.MARKDOWN, 0)),
                            request.console());
            return outcome.code();
        }
    }

    private SelfTest.Measure measure(Gates gates, ArmsPlan plan, GateExperiment.Limits usual) {
        return (series, gate, time, words) -> {
            Duration budget = time.compareTo(usual.budget()) < 0 ? time : usual.budget();
            Gates.Ended ended = gates.measure(
                    plan.injecting(series.baseline(), series.candidate()),
                    new GateExperiment.Limits(usual.slowdown(), usual.memoryGrowth(), budget, false),
                    request.tolerated().outputChange(),
                    Optional.of(gate),
                    Optional.empty(),
                    request.recorded(words));
            if (ended.early().isEmpty()) {
                GatePublisher.save(gate, List.of());
            }
            return ended.early();
        };
    }
}
