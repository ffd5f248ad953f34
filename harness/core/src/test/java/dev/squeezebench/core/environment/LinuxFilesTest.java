package dev.squeezebench.core.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import oshi.hardware.HardwareAbstractionLayer;

class LinuxFilesTest {
    @ParameterizedTest
    @CsvSource({
        "kvm-guest, KVM, docker",
        "kubernetes-pod-cgroup-v1, Xen, kubernetes",
        "docker-cgroup-v2-host-namespace, Hyper-V, docker",
        "podman, , podman",
        "laptop-on-battery, , ",
        "arm64-board, , ",
        "nameless-hypervisor, unnamed, "
    })
    void whatAMachineRunsInsideOf(String machine, String hypervisor, String container) {
        SystemFiles files = CapturedMachine.named(machine);
        assertThat(Hypervisor.read(files)).isEqualTo(Optional.ofNullable(hypervisor));
        assertThat(Container.read(files)).isEqualTo(Optional.ofNullable(container));
    }

    @Test
    void clocksOfALaptopWithALoweredLimit() {
        CpuClocks clocks = CpuClocks.read(CapturedMachine.named("laptop-on-battery"));
        assertThat(clocks.governor()).contains("powersave");
        assertThat(clocks.turbo()).contains(true);
        assertThat(clocks.maxHz()).hasValue(4_800_000_000L);
        assertThat(clocks.capped()).isTrue();
        assertThat(clocks.throttleEvents()).hasValue(22);
    }

    @Test
    void governorsThatDifferBetweenCpusAreAllNamed() {
        CpuClocks clocks = CpuClocks.read(CapturedMachine.named("desktop-with-wireless-mouse"));
        assertThat(clocks.governor()).contains("performance,schedutil");
        assertThat(clocks.turbo()).contains(true);
        assertThat(clocks.maxHz()).isEmpty();
        assertThat(clocks.capped()).isFalse();
    }

    @Test
    void clocksOfABoardThatIsNotCapped() {
        CpuClocks clocks = CpuClocks.read(CapturedMachine.named("arm64-board"));
        assertThat(clocks.governor()).contains("ondemand");
        assertThat(clocks.turbo()).isEmpty();
        assertThat(clocks.maxHz()).hasValue(2_400_000_000L);
        assertThat(clocks.capped()).isFalse();
        assertThat(clocks.throttleEvents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kvm-guest", "podman"})
    void aMachineThatDoesNotTellOfItsClocksHasNone(String machine) {
        CpuClocks clocks = CpuClocks.read(CapturedMachine.named(machine));
        assertThat(clocks.governor()).isEmpty();
        assertThat(clocks.turbo()).isEmpty();
        assertThat(clocks.maxHz()).isEmpty();
        assertThat(clocks.throttleEvents()).isEmpty();
        assertThat(clocks.capped()).isFalse();
    }

    @Test
    void aDischargingLaptopIsOnBatteryAndItsMouseDoesNotCount() {
        PowerSupply power = PowerSupply.read(CapturedMachine.named("laptop-on-battery"));
        assertThat(power.onBattery()).contains(true);
        assertThat(power.charge()).hasValue(0.63);
    }

    @Test
    void aLaptopOnMainsIsNotOnBattery() {
        SystemFiles files = CapturedMachine.named("laptop-on-battery")
                .with(Map.of(
                        "/sys/class/power_supply/AC/online", "1", "/sys/class/power_supply/BAT0/status", "Charging"));
        assertThat(PowerSupply.read(files).onBattery()).contains(false);
    }

    @Test
    void aDesktopWithAWirelessMouseHasNoBattery() {
        PowerSupply power = PowerSupply.read(CapturedMachine.named("desktop-with-wireless-mouse"));
        assertThat(power.onBattery()).isEmpty();
        assertThat(power.charge()).isEmpty();
    }

    @Test
    void memoryPressureIsThatOfSomeTasksOverTenSeconds() {
        assertThat(MemoryPressure.read(CapturedMachine.named("laptop-on-battery")))
                .hasValue(0.0235);
        assertThat(MemoryPressure.read(CapturedMachine.named("arm64-board"))).isEmpty();
    }

    @Test
    void cpuTimesDoNotCountGuestsTwice() {
        assertThat(CpuTimes.parse("cpu  100 10 30 500 20 3 4 5 90 9\ncpu0 1 1 1"))
                .contains(new CpuTimes(147, 5, 672));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "intr 1 2 3", "cpu  1 2", "cpu  1 2 3 4 x 6 7 8", "cpu0 1 2 3 4 5 6 7 8"})
    void whatIsNoCpuLineTellsNothing(String text) {
        assertThat(CpuTimes.parse(text)).isEmpty();
    }

    @Test
    void aProcessesTimeIncludesItsEndedChildrenWhateverItsNameIs() {
        String stat = "24236 (a) b (c) R 24233 24233 3410 0 -1 4194304 98 0 0 0 11 7 40 20 20 0 1 0 316500 3133440 345";
        assertThat(ProcessTicks.parse(stat)).hasValue(78);
        assertThat(ProcessTicks.parse("1 (x) R 2 3")).isEmpty();
    }

    @Test
    void workersThatLiveCountAsOursAsThoseThatHaveEndedDo() {
        String stat = "%d (java) S 1 1 1 0 -1 4194304 98 0 0 0 %d 0 %d 0 20 0 1 0 316500 3133440 345";
        CapturedMachine machine = CapturedMachine.silent()
                .with(Map.of(
                        "/proc/self/stat", String.format(stat, 1, 5, 100),
                        "/proc/21/stat", String.format(stat, 21, 1000, 20),
                        "/proc/22/stat", String.format(stat, 22, 3000, 0)));
        HardwareAbstractionLayer oshi = SilentOshi.of(HardwareAbstractionLayer.class);
        // Two workers, alive in turns; 23 has ended since they were listed.
        assertThat(new StateReader(machine, oshi, () -> LongStream.of(21, 22, 23))
                        .read()
                        .ownTicks())
                .hasValue(4125);
        assertThat(new StateReader(machine, oshi, LongStream::empty).read().ownTicks())
                .hasValue(105);
        assertThat(new StateReader(CapturedMachine.silent(), oshi, () -> LongStream.of(21))
                        .read()
                        .ownTicks())
                .isEmpty();
    }

    @Test
    void theAllowedProcessorsAreThoseOfTheKernelsList() {
        assertThat(ProcessorLimits.allowed("Name:\tjava\nCpus_allowed:\tf1\nCpus_allowed_list:\t0,4-7\n"))
                .hasValueSatisfying(numbers -> assertThat(numbers).containsExactly(0, 4, 5, 6, 7));
        assertThat(ProcessorLimits.allowed("Cpus_allowed_list:\t\n")).isEmpty();
        assertThat(ProcessorLimits.allowed("")).isEmpty();
    }

    @Test
    void aQuotaAndMoreThreadsThanProcessorsAreWarningsOfEveryTrial() {
        ProcessorLimits half = new ProcessorLimits(List.of(1), OptionalDouble.of(.5));
        assertThat(half.warnings(1, List.of())).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("cpu_quota");
            assertThat(warning.message()).contains("0.5 CPUs");
        });
        ProcessorLimits two = new ProcessorLimits(List.of(0, 1), OptionalDouble.empty());
        assertThat(two.warnings(2, List.of())).isEmpty();
        assertThat(two.warnings(8, List.of())).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("oversubscribed");
            assertThat(warning.message()).isEqualTo("8 threads share 2 processors");
            assertThat(warning.remedy()).isEqualTo("ask for 2 threads at most (--threads)");
        });
        assertThat(two.warnings(2, List.of(1))).singleElement().satisfies(warning -> {
            assertThat(warning.message()).isEqualTo("2 threads share 1 processor");
            assertThat(warning.remedy()).contains("--cpus");
        });
    }

    @Test
    void instructionSetsAreNamedAsLinuxNamesThemOnEverySystem() {
        assertThat(CpuFeatures.of(List.of("flags\t\t: fpu vme avx2 fma avx512f avx512_vnni sse4_2 clzero")))
                .containsExactly("avx2", "avx512_vnni", "avx512f", "fma", "sse4_2");
        assertThat(CpuFeatures.of(List.of("Features\t: fp asimd aes fphp asimdhp asimddp")))
                .containsExactly("asimd", "asimddp", "asimdhp", "fphp");
        assertThat(CpuFeatures.of(List.of("machdep.cpu.features: FPU SSE4.2 AVX1.0", "hw.optional.avx2_0: 1")))
                .containsExactly("avx", "avx2", "sse4_2");
        assertThat(CpuFeatures.of(List.of("hw.optional.arm.FEAT_I8MM: 0", "hw.optional.arm.FEAT_DotProd: 1")))
                .containsExactly("asimddp");
        assertThat(CpuFeatures.of(List.of("PF_AVX2_INSTRUCTIONS_AVAILABLE", "PF_XSAVE_ENABLED")))
                .containsExactly("avx2");
    }
}
