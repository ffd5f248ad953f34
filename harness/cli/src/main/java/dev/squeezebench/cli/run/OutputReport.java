package dev.squeezebench.cli.run;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.options.Format;
import dev.squeezebench.cli.plan.Choice;
import dev.squeezebench.cli.plan.Given;
import dev.squeezebench.cli.plan.Tolerance;
import dev.squeezebench.cli.report.OutputErrors;
import dev.squeezebench.cli.table.Listing;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.workloads.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says, where the user gave the data, how far every output was from what was expected, and where it went astray. */
final class OutputReport {
    private final Console console;
    private final Format format;

    OutputReport(Console console, Format format) {
        this.console = console;
        this.format = format;
    }

    /** Prints and saves the table of errors; CSV and JSON for machines have them in the result file. */
    void publish(Run run, List<Trial> trials) throws IOException {
        if (run.outline().given().isEmpty()) {
            return;
        }
        Listing errors = Listing.of("outputs", OutputErrors.table(trials));
        if (format == Format.TEXT || format == Format.MARKDOWN) {
            console.print('\n' + errors.render(format));
        }
        RunFiles.replace(
                run.files().report(), Files.readString(run.files().report()) + '\n' + errors.render(Format.MARKDOWN));
        for (TrainedNetwork trained : astray(run, trials).values()) {
            Given given = run.outline().given().get(trained.name());
            if (given != null) {
                new FirstDifference(trained, given, Tolerance.of(ElementType.FLOAT32))
                        .sentence()
                        .ifPresent(console::message);
            }
        }
    }

    /** Networks of which some outputs were too far from what was expected. */
    private static Map<String, TrainedNetwork> astray(Run run, List<Trial> trials) {
        Map<String, TrainedNetwork> astray = new LinkedHashMap<>();
        for (Choice choice : run.plan().choices()) {
            boolean failed = trials.stream()
                    .filter(trial ->
                            trial.scenario().workload().equals(choice.scenario().workload()))
                    .anyMatch(trial -> trial.outcome() instanceof TrialOutcome.Failed outcome
                            && outcome.stage() == Stage.OUTPUT_CHECK);
            if (failed && choice instanceof Choice.Emitted emitted) {
                astray.put(choice.scenario().workload(), emitted.trained());
            }
        }
        return astray;
    }
}
