package dev.squeezebench.cli.gate;

import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.cli.arms.ArmKeys;
import dev.squeezebench.cli.arms.ArmsPlan;
import dev.squeezebench.cli.arms.Sides;
import dev.squeezebench.cli.console.Scratch;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.plan.Distribution;
import dev.squeezebench.cli.plan.PlanBuilder;
import dev.squeezebench.cli.profile.NeighbourIssue;
import dev.squeezebench.cli.run.Interruption;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.core.experiment.Bisection;
import dev.squeezebench.core.runtimes.RuntimeResolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A gate for each step, between the first version of a runtime and others.
 *
 * @param request what all of them have in common
 * @param wanted the versions
 * @param baseline what the older side of each has of its own besides
 * @param candidate the same of the newer side
 */
record BisectRun(GateRequest request, RuntimeVersions wanted, List<String> baseline, List<String> candidate) {
    /** Measures until the step is found. */
    ExitCode run() throws IOException, InterruptedException {
        request.cache().check();
        request.output().out().ifPresent(RunFiles::check);
        Path folder = request.folder();
        List<String> versions = wanted.all(
                Distribution.runners(request.surroundings()), RuntimeResolver.ofUser(false, request.console()));
        request.console().message("versions: " + String.join(", ", versions));
        if (request.output().dryRun()) {
            return ExitCode.DONE;
        }
        try (Scratch scratch = Scratch.create();
                Interruption interruption = Interruption.watch(
                        () -> request.farewell("interrupted; what was measured is saved in " + folder))) {
            Bisection.Found found = new Bisection(versions, steps(scratch, interruption, folder)).search();
            String words = GateSteps.words(wanted.runner(), found);
            request.console().result(words);
            request.console().message("saved in " + folder + ": a folder for each gate");
            if (found instanceof Bisection.Found.Step step) {
                explain(step, folder, scratch);
            }
            ExitCode code = GateSteps.code(found);
            request.github().showEnd(code, words, Optional.empty(), request.console());
            return code;
        } catch (InterruptedException cancelled) {
            return ExitCode.INTERRUPTED;
        }
    }

    /** Says which operator became slower between the neighbours, in the words of a bug tracker. */
    private void explain(Bisection.Found.Step step, Path folder, Scratch scratch)
            throws IOException, InterruptedException {
        ArmKeys older = older(step.before());
        ArmKeys newer = newer(step.after());
        new NeighbourIssue(
                        request.surroundings(),
                        request.console(),
                        request.cache(),
                        new Sides(older, newer),
                        scratch.path())
                .write(
                        ArmsPlan.of(request.planner(scratch), request.said(), older, newer, request.console()),
                        folder.resolve(step.before() + "-to-" + step.after()));
    }

    private GateSteps steps(Scratch scratch, Interruption interruption, Path folder) {
        PlanBuilder planner = request.planner(scratch);
        Gates gates = request.gates(scratch, interruption);
        CommandSpec said = request.said();
        return new GateSteps(
                request.console(),
                (older, newer) -> ArmsPlan.of(planner, said, older(older), newer(newer), request.console()),
                (plan, older, newer) -> {
                    Path gate = folder.resolve(older + "-to-" + newer);
                    Gates.Ended ended = gates.measure(
                            plan,
                            request.limits(plan, false),
                            request.tolerated().outputChange(),
                            Optional.of(gate),
                            Optional.empty(),
                            request.recorded(older(older), newer(newer), plan));
                    return ended.early().isPresent()
                            ? new GateSteps.Measured(List.of(), ended.early())
                            : new GateSteps.Measured(GatePublisher.save(gate, List.of()), Optional.empty());
                });
    }

    private ArmKeys older(String version) {
        return ArmKeys.parse(JudgedScenario.BASELINE, with(baseline, version));
    }

    private ArmKeys newer(String version) {
        return ArmKeys.parse(JudgedScenario.CANDIDATE, with(candidate, version));
    }

    private List<String> with(List<String> words, String version) {
        return Stream.concat(words.stream(), Stream.of("runtime=" + wanted.runner() + '@' + version))
                .toList();
    }
}
