package dev.squeezebench.core.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.FakePlan;
import dev.squeezebench.core.TrialObserver.Observed;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Warning;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Two CPUs for ten seconds at 100 ticks a second are 2000 ticks in all. */
class StateJudgeTest {
    private static final CpuClocks SILENT =
            new CpuClocks(Optional.empty(), Optional.empty(), OptionalLong.empty(), false, OptionalLong.empty());
    private static final MachineState BEFORE = state(5000, 100, 90_000, 700);

    @Test
    void aQuietMachineGivesNoWarning() {
        MachineState after = state(6080, 101, 92_000, 1700);
        assertThat(after.othersSince(BEFORE)).hasValue(0.04);
        assertThat(StateJudge.warnings(BEFORE, after)).isEmpty();
    }

    @Test
    void workOfOthersIsWhatIsLeftAfterOurOwn() {
        MachineState after = state(6120, 100, 92_000, 1700);
        assertThat(after.othersSince(BEFORE)).hasValue(0.06);
        assertThat(StateJudge.warnings(BEFORE, after)).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("contended");
            assertThat(warning.message()).contains("6%");
            assertThat(warning.remedy()).isNotBlank();
        });
    }

    @Test
    void moreOwnTicksThanBusyOnesAreRounding() {
        assertThat(state(5990, 100, 92_000, 1700).othersSince(BEFORE)).hasValue(0);
    }

    @Test
    void timeKeptByTheHypervisorIsContention() {
        MachineState after = state(5980, 120, 92_000, 1680);
        assertThat(after.stealSince(BEFORE)).hasValue(0.02);
        assertThat(codes(BEFORE, after)).containsExactly("contended");
    }

    @Test
    void whereOwnTimeIsUnknownNobodyIsAccused() {
        MachineState before = with(BEFORE, OptionalLong.empty(), SILENT, Optional.empty(), OptionalDouble.empty());
        MachineState after = with(
                state(7000, 100, 92_000, 700), OptionalLong.empty(), SILENT, Optional.empty(), OptionalDouble.empty());
        assertThat(after.othersSince(before)).isEmpty();
        assertThat(codes(before, after)).isEmpty();
    }

    @Test
    void heatEventsDuringTheTrialAreThrottlingAndEarlierOnesAreNot() {
        MachineState cool = with(BEFORE, BEFORE.ownTicks(), clocks("performance", false, 22), Optional.empty(), none());
        MachineState hot = with(BEFORE, BEFORE.ownTicks(), clocks("performance", false, 23), Optional.empty(), none());
        assertThat(codes(cool, cool)).isEmpty();
        assertThat(codes(cool, hot)).containsExactly("throttled");
    }

    @Test
    void governorCapBatteryAndMemoryPressureEachHaveTheirCode() {
        MachineState bad = with(
                BEFORE,
                BEFORE.ownTicks(),
                clocks("powersave,performance", true, 1),
                Optional.of(true),
                OptionalDouble.of(0.02));
        assertThat(codes(bad, bad)).containsExactly("frequency_capped", "powersave", "on_battery", "memory_pressure");
    }

    @Test
    void powerThatWasPulledDuringTheTrialIsNoticed() {
        MachineState mains = with(BEFORE, BEFORE.ownTicks(), SILENT, Optional.of(false), none());
        MachineState battery = with(BEFORE, BEFORE.ownTicks(), SILENT, Optional.of(true), none());
        assertThat(codes(mains, battery)).containsExactly("on_battery");
        assertThat(codes(mains, mains)).isEmpty();
    }

    @Test
    void theObserverReadsBeforeAndAfterAndLeavesOutWhatIsUnknown() {
        Deque<MachineState> states = new ArrayDeque<>(List.of(BEFORE, state(6080, 101, 92_000, 1700)));
        Observed observed = new MachineObserver(
                        states::removeFirst, new ProcessorLimits(List.of(0, 1), OptionalDouble.empty()), List.of())
                .before(FakePlan.on("cpu"))
                .after(Samples.NONE);
        assertThat(observed.warnings()).isEmpty();
        assertThat(observed.readings())
                .extracting(Reading::name)
                .containsExactly("load_average", "cpu_of_others", "cpu_stolen", "load_average");
        assertThat(states).isEmpty();
    }

    private static MachineState state(long busy, long steal, long total, long own) {
        return new MachineState(
                Optional.of(new CpuTimes(busy, steal, total)),
                OptionalLong.of(own),
                OptionalDouble.of(0.5),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                SILENT,
                new PowerSupply(Optional.empty(), OptionalDouble.empty()),
                OptionalDouble.empty());
    }

    private static MachineState with(
            MachineState state,
            OptionalLong own,
            CpuClocks clocks,
            Optional<Boolean> onBattery,
            OptionalDouble pressure) {
        return new MachineState(
                state.cpu(),
                own,
                state.loadAverage(),
                state.temperatureCelsius(),
                state.clockHz(),
                clocks,
                new PowerSupply(onBattery, OptionalDouble.empty()),
                pressure);
    }

    private static CpuClocks clocks(String governor, boolean capped, long throttled) {
        return new CpuClocks(
                Optional.of(governor), Optional.empty(), OptionalLong.empty(), capped, OptionalLong.of(throttled));
    }

    private static OptionalDouble none() {
        return OptionalDouble.empty();
    }

    private static List<String> codes(MachineState before, MachineState after) {
        return StateJudge.warnings(before, after).stream().map(Warning::code).toList();
    }
}
