package dev.squeezebench.core.trial;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.measure.turn.TurnAddress;
import dev.squeezebench.records.Scenario;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What the process of an arm is asked to do. */
final class TrialRequests {
    private TrialRequests() {}

    /** The journal of the trial whose files are in a folder. */
    static Path journal(Path folder) {
        return folder.resolve("journal.jsonl");
    }

    /** That of an arm by itself. */
    static TrialRequest of(Arm arm, TrialSettings settings, Path folder) {
        return of(arm, settings, Optional.empty(), folder);
    }

    /** That of an arm, in a round where it has turns. */
    static TrialRequest of(Arm arm, TrialSettings settings, Optional<TurnAddress> turns, Path folder) {
        PlannedScenario planned = arm.planned();
        Scenario scenario = planned.scenario();
        return new TrialRequest(
                scenario.runner(),
                new SessionRequest(
                        planned.model(),
                        scenario.acceleration(),
                        scenario.threads(),
                        planned.dimensions(),
                        settings.fullPlacement(),
                        planned.options(),
                        planned.adapters(),
                        Map.of()),
                planned.inputs(),
                planned.runner().info().isOnDevice(scenario.acceleration())
                        ? settings.warmUp().onDevice()
                        : settings.warmUp(),
                settings.measure().toNanos(),
                settings.blocks(),
                settings.cpus(),
                turns,
                arm.injected(),
                arm.jvm().bareLoop(),
                Optional.of(journal(folder)),
                Optional.of(folder.resolve("outputs.safetensors")),
                planned.expectation().isOfFirstInference(),
                planned.padded()
                        .map(padded -> new TrialRequest.PaddedInvocation(
                                padded.inputs(), folder.resolve("padded-outputs.safetensors"))));
    }
}
