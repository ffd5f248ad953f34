package dev.squeezebench.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Device;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArmTest {
    private static final Device PIXEL = new Device("sha256:pixel", Device.Kind.PHONE, Optional.of("Pixel 3"));

    private static final Arm HERE = Arm.single(FakePlan.on("cpu"));
    private static final Arm THERE = Arm.single(onPhone(FakePlan.on("cpu")));

    private static PlannedScenario onPhone(PlannedScenario planned) {
        return onPhone(planned, Map.of(), "app.jar");
    }

    private static PlannedScenario onPhone(PlannedScenario planned, Map<String, String> options, String app) {
        return new PlannedScenario(
                planned.scenario().toBuilder().options(options).build(),
                planned.runner().on(new RunnerInfo.Phone("A1", "localhost:5037", PIXEL), Path.of(app)),
                planned.model(),
                planned.modelSha256(),
                planned.inputs(),
                planned.expectation(),
                planned.dimensions(),
                planned.options(),
                planned.adapters(),
                planned.flop());
    }

    @Test
    void inTheShellProcessesOfTwoAppsShareARoundAndInstalledAppsDoNot() {
        PlannedScenario plan = FakePlan.on("cpu");
        Map<String, String> shell = Map.of(PlannedScenario.LAUNCH, "shell");
        PlannedScenario one = onPhone(plan, shell, "app.jar");

        assertThat(one.sharesRoundWith(onPhone(plan, shell, "other.jar"))).isTrue();
        assertThat(one.sharesRoundWith(onPhone(plan, Map.of(), "app.jar"))).isFalse();
        assertThat(onPhone(plan).sharesRoundWith(onPhone(plan, Map.of(), "app.jar")))
                .isTrue();
        assertThat(onPhone(plan).sharesRoundWith(onPhone(plan, Map.of(), "other.jar")))
                .isFalse();
    }

    private static Trial trial(Optional<Device> device) {
        return new Trial.Builder("run", Instant.EPOCH, HERE.scenario())
                .device(device)
                .place(1, 1)
                .outcome(new TrialOutcome.Measured())
                .outputCheck(new OutputCheck.NotChecked("none"))
                .startedAt(Instant.EPOCH)
                .build();
    }

    @Test
    void theSameScenarioOnAnotherDeviceIsAnotherArm() {
        Device desktop = new Device("sha256:desk", Device.Kind.COMPUTER, Optional.empty());
        Device other = new Device("sha256:other", Device.Kind.PHONE, Optional.of("Pixel 3"));

        assertThat(HERE.measured(trial(Optional.of(desktop)))).isTrue();
        assertThat(HERE.measured(trial(Optional.empty())))
                .as("of an older file")
                .isTrue();
        assertThat(HERE.measured(trial(Optional.of(PIXEL)))).isFalse();
        assertThat(THERE.measured(trial(Optional.of(PIXEL)))).isTrue();
        assertThat(THERE.measured(trial(Optional.of(other)))).isFalse();
        assertThat(THERE.measured(trial(Optional.of(desktop)))).isFalse();
        assertThat(THERE).hasToString(HERE + " on sha256:pixel");
    }
}
