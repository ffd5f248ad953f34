package dev.squeezebench.cli.run;

import dev.squeezebench.analysis.table.Block;
import dev.squeezebench.analysis.table.MarkdownRenderer;
import dev.squeezebench.analysis.table.Table;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.options.Format;
import dev.squeezebench.cli.plan.EmittedNetwork;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.cli.plan.Subject;
import dev.squeezebench.cli.report.OutputErrors;
import dev.squeezebench.core.output.OutputTolerance;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says, where the user gave the data, how far every output was from what was expected, and which layer differs first. */
final class OutputReport {
    private final Console console;
    private final Format format;

    OutputReport(Console console, Format format) {
        this.console = console;
        this.format = format;
    }

    /** Prints and saves the table of errors; CSV and JSON for machines have them in the result file. */
    void publish(Run run, List<Trial> trials) throws IOException {
        if (run.outline().scenarios().stream().noneMatch(each -> hasData(each.subject()))) {
            return;
        }
        Table errors = OutputErrors.table(trials);
        if (format != Format.CSV && format != Format.JSON) {
            console.print("\n");
            console.show(errors);
        }
        RunFiles.replace(
                run.files().report(),
                Files.readString(run.files().report())
                        + '\n'
                        + MarkdownRenderer.render(List.of(new Block.Heading(1, errors.name()), errors)));
        for (EmittedNetwork network : differing(run, trials)) {
            if (network.data().isPresent()) {
                new FirstDifference(
                                network.trained(), network.data().get(), OutputTolerance.ofNetwork(ElementType.FLOAT32))
                        .sentence()
                        .ifPresent(console::message);
            }
        }
    }

    private static boolean hasData(Subject subject) {
        return subject instanceof EmittedNetwork network && network.data().isPresent();
    }

    /** Networks of which some outputs were too far from what was expected. */
    private static Set<EmittedNetwork> differing(Run run, List<Trial> trials) {
        Set<EmittedNetwork> differing = new LinkedHashSet<>();
        for (RunnableScenario each : run.outline().scenarios()) {
            boolean failed = trials.stream()
                    .filter(trial ->
                            trial.scenario().workload().equals(each.scenario().workload()))
                    .anyMatch(trial -> trial.outcome() instanceof TrialOutcome.Failed outcome
                            && outcome.stage() == Stage.OUTPUT_CHECK);
            if (failed && each.subject() instanceof EmittedNetwork network) {
                differing.add(network);
            }
        }
        return differing;
    }
}
