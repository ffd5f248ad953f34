package dev.squeezebench.core.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void what_a_machine_runs_inside_of(String machine, String hypervisor, String container) {
        SystemFiles files = CapturedMachine.named(machine);
        assertThat(Hypervisor.read(files)).isEqualTo(Optional.ofNullable(hypervisor));
        assertThat(Container.read(files)).isEqualTo(Optional.ofNullable(container));
    }

    @Test
    void clocks_of_a_laptop_with_a_lowered_limit() {
        CpuClocks clocks = CpuClocks.read(CapturedMachine.named("laptop-on-battery"));
        assertThat(clocks.governor()).contains("powersave");
        assertThat(clocks.turbo()).contains(true);
        assertThat(clocks.maxHz()).hasValue(4_800_000_000L);
        assertThat(clocks.capped()).isTrue();
        assertThat(clocks.throttleEvents()).hasValue(22);
    }

    @Test
    void governors_that_differ_between_cpus_are_all_named() {
        CpuClocks clocks = CpuClocks.read(CapturedMachine.named("desktop-with-wireless-mouse"));
        assertThat(clocks.governor()).contains("performance,schedutil");
        assertThat(clocks.turbo()).contains(true);
        assertThat(clocks.maxHz()).isEmpty();
        assertThat(clocks.capped()).isFalse();
    }

    @Test
    void clocks_of_a_board_that_is_not_capped() {
        CpuClocks clocks = CpuClocks.read(CapturedMachine.named("arm64-board"));
        assertThat(clocks.governor()).contains("ondemand");
        assertThat(clocks.turbo()).isEmpty();
        assertThat(clocks.maxHz()).hasValue(2_400_000_000L);
        assertThat(clocks.capped()).isFalse();
        assertThat(clocks.throttleEvents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kvm-guest", "podman"})
    void a_machine_that_does_not_tell_of_its_clocks_has_none(String machine) {
        CpuClocks clocks = CpuClocks.read(CapturedMachine.named(machine));
        assertThat(clocks.governor()).isEmpty();
        assertThat(clocks.turbo()).isEmpty();
        assertThat(clocks.maxHz()).isEmpty();
        assertThat(clocks.throttleEvents()).isEmpty();
        assertThat(clocks.capped()).isFalse();
    }

    @Test
    void a_discharging_laptop_is_on_battery_and_its_mouse_does_not_count() {
        PowerSupply power = PowerSupply.read(CapturedMachine.named("laptop-on-battery"));
        assertThat(power.onBattery()).contains(true);
        assertThat(power.charge()).hasValue(0.63);
    }

    @Test
    void a_laptop_on_mains_is_not_on_battery() {
        SystemFiles files = CapturedMachine.named("laptop-on-battery")
                .with(Map.of(
                        "/sys/class/power_supply/AC/online", "1", "/sys/class/power_supply/BAT0/status", "Charging"));
        assertThat(PowerSupply.read(files).onBattery()).contains(false);
    }

    @Test
    void a_desktop_with_a_wireless_mouse_has_no_battery() {
        PowerSupply power = PowerSupply.read(CapturedMachine.named("desktop-with-wireless-mouse"));
        assertThat(power.onBattery()).isEmpty();
        assertThat(power.charge()).isEmpty();
    }

    @Test
    void memory_pressure_is_that_of_some_tasks_over_ten_seconds() {
        assertThat(MemoryPressure.read(CapturedMachine.named("laptop-on-battery")))
                .hasValue(0.0235);
        assertThat(MemoryPressure.read(CapturedMachine.named("arm64-board"))).isEmpty();
    }

    @Test
    void cpu_times_do_not_count_guests_twice() {
        assertThat(CpuTimes.parse("cpu  100 10 30 500 20 3 4 5 90 9\ncpu0 1 1 1"))
                .contains(new CpuTimes(147, 5, 672));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "intr 1 2 3", "cpu  1 2", "cpu  1 2 3 4 x 6 7 8", "cpu0 1 2 3 4 5 6 7 8"})
    void what_is_no_cpu_line_tells_nothing(String text) {
        assertThat(CpuTimes.parse(text)).isEmpty();
    }

    @Test
    void a_processes_time_includes_its_ended_children_whatever_its_name_is() {
        String stat = "24236 (a) b (c) R 24233 24233 3410 0 -1 4194304 98 0 0 0 11 7 40 20 20 0 1 0 316500 3133440 345";
        assertThat(ProcessTicks.parse(stat)).hasValue(78);
        assertThat(ProcessTicks.parse("1 (x) R 2 3")).isEmpty();
    }

    @Test
    void instruction_sets_are_named_as_linux_names_them_on_every_system() {
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
