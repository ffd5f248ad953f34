package dev.squeezebench.core.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.squeezebench.core.environment.Finding.Severity;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.records.Adapter;
import dev.squeezebench.records.Environment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;

class DoctorTest {
    @Test
    void aLaptopOnBatteryHasItsProblemsNamedWithRemedies() {
        List<Finding> findings = examine("laptop-on-battery");
        assertThat(codes(findings, Severity.PROBLEM))
                .containsExactly("frequency_capped", "powersave", "on_battery", "memory_pressure");
        assertThat(codes(findings, Severity.NOTE)).contains("turbo", "smt");
        assertThat(findings)
                .filteredOn(finding -> finding.severity() == Severity.PROBLEM)
                .allSatisfy(finding -> assertThat(finding.remedy()).isPresent());
    }

    @Test
    void aVirtualMachineAndAGovernorThatFollowsTheLoadAreNotes() {
        assertThat(codes(examine("kvm-guest"), Severity.NOTE)).containsExactly("governor", "virtual_machine");
        assertThat(codes(examine("kvm-guest"), Severity.PROBLEM)).isEmpty();
        assertThat(codes(examine("arm64-board"), Severity.NOTE)).containsExactly("governor");
        assertThat(codes(examine("desktop-with-wireless-mouse"), Severity.NOTE)).containsExactly("governor", "turbo");
    }

    @Test
    void aMachineThatTellsNothingHasNoProblem() {
        assertThat(codes(examine("podman"), Severity.PROBLEM)).isEmpty();
    }

    @Test
    void theMemoryIsTheContainersWhereThatIsLessThanWhatTheMachineHasFree() {
        assertThat(memory(OptionalLong.of(23_500_000_000L), OptionalLong.of(700_000_000L)))
                .containsExactly("PROBLEM the container may use 0.7 GB of memory, and bert-base-uncased needs 2");
        assertThat(memory(OptionalLong.of(600_000_000L), OptionalLong.of(700_000_000L)))
                .containsExactly("PROBLEM 0.6 GB of memory are free, and bert-base-uncased needs 2");
        assertThat(memory(OptionalLong.of(23_500_000_000L), OptionalLong.empty()))
                .containsExactly("OK 23.5 GB of memory are free");
        assertThat(memory(OptionalLong.empty(), OptionalLong.empty())).isEmpty();
    }

    private static List<String> memory(OptionalLong free, OptionalLong limit) {
        Environment.MainMemory memory = new Environment.MainMemory(OptionalLong.empty(), free, OptionalLong.empty());
        Environment.Virtualisation inside =
                new Environment.Virtualisation(Optional.empty(), Optional.of("docker"), OptionalDouble.empty(), limit);
        return MachineFindings.memory(memory, inside).stream()
                .map(finding -> finding.severity() + " " + finding.message())
                .toList();
    }

    @Test
    void littleMemoryAndACpuQuotaAreProblems() {
        Environment bare = describe("kvm-guest");
        Environment poor = new Environment(
                "run",
                bare.at(),
                bare.device(),
                bare.host(),
                bare.cpu(),
                new Environment.MainMemory(OptionalLong.empty(), OptionalLong.of(1L << 30), OptionalLong.empty()),
                new Environment.Virtualisation(
                        Optional.empty(), Optional.of("docker"), OptionalDouble.of(1.5), OptionalLong.empty()),
                bare.os(),
                bare.vm(),
                bare.state());
        MachineState state = state("kvm-guest");
        assertThat(codes(MachineFindings.of(poor, state, state), Severity.PROBLEM))
                .containsExactly("memory", "cpu_quota");
    }

    @Test
    void anUnusableRuntimeIsANoteWithTheProbesOwnRemedy() {
        Availability works = new Availability.Usable(new RuntimeInfo("1.29.0", "commit"));
        Availability fails = new Availability.Unusable("libcuda.so.1 is missing", "install the driver");
        List<Finding> findings = RuntimeFindings.of(Map.of("onnxruntime:cpu", works, "onnxruntime:cuda", fails));
        assertThat(findings)
                .containsExactly(
                        Finding.ok("runtime", "onnxruntime:cpu works, version 1.29.0"),
                        Finding.note(
                                "runtime",
                                "onnxruntime:cuda is not usable: libcuda.so.1 is missing",
                                "install the driver"));
        assertThat(codes(RuntimeFindings.of(Map.of("onnxruntime:cuda", fails)), Severity.PROBLEM))
                .containsExactly("runtime");
    }

    @Test
    void aDeviceIsNamedAndOneThatTheProcessorPlaysIsNoGoodNews() {
        assertThat(RuntimeFindings.of(Map.of("onnxruntime:webgpu", on(Adapter.Type.DISCRETE))))
                .containsExactly(Finding.ok("runtime", "onnxruntime:webgpu works, version 1.29.0, on It (discrete)"));
        assertThat(RuntimeFindings.of(Map.of("onnxruntime:webgpu", on(Adapter.Type.SOFTWARE))))
                .containsExactly(Finding.note(
                        "runtime",
                        "onnxruntime:webgpu works, version 1.29.0, on It (software): it is a software adapter"
                                + " on the processor: do not quote as a GPU result",
                        "measure on a machine with a GPU and its driver"));
    }

    private static Availability on(Adapter.Type type) {
        return new Availability.Usable(
                new RuntimeInfo("1.29.0", "commit"),
                List.of(new Adapter("It", "Somebody", type, "driver 1", "Vulkan 1.3.0")));
    }

    @Test
    void adbIsLookedForOnThePath(@TempDir Path folder) throws IOException {
        String path = folder.resolve("nowhere") + File.pathSeparator + folder;
        assertThat(Doctor.adb(path).severity()).isEqualTo(Severity.NOTE);
        Path adb = Files.createFile(folder.resolve("adb"));
        assertThat(Doctor.adb(path).severity()).isEqualTo(Severity.NOTE);
        assertThat(adb.toFile().setExecutable(true)).isTrue();
        assertThat(Doctor.adb(path)).isEqualTo(Finding.ok("adb", "adb is at " + adb));
    }

    @Test
    void graphicsCardsAreNamed() {
        assertThat(Doctor.gpu(List.of("H100")).message()).contains("H100");
        assertThat(Doctor.gpu(List.of()).severity()).isEqualTo(Severity.NOTE);
    }

    @Test
    void whatIsUnusableForOneReasonIsOneLine() {
        Availability lacking = new Availability.Unusable("not in this library", "name another build");
        Availability cuda = new Availability.Unusable("not in this library", "--native-library onnxruntime_gpu");
        assertThat(RuntimeFindings.of(Map.of(
                        "ort:cpu",
                        new Availability.Usable(new RuntimeInfo("1.29.0", "commit")),
                        "ort:acl",
                        lacking,
                        "ort:cuda",
                        cuda,
                        "ort:qnn",
                        lacking,
                        "lite:gpu",
                        new Availability.Unusable("no OpenCL", "install it"))))
                .extracting(Finding::message, finding -> finding.remedy().orElse(""))
                .containsExactly(
                        tuple("ort:cpu works, version 1.29.0", ""),
                        tuple("lite:gpu is not usable: no OpenCL", "install it"),
                        tuple(
                                "ort:acl, ort:cuda, ort:qnn are not usable: not in this library",
                                "name another build; or --native-library onnxruntime_gpu"));
    }

    @Test
    void thisMachineCanBeExamined() throws InterruptedException {
        assertThat(Doctor.examine(Map.of())).extracting(Finding::code).contains("runtime", "adb", "gpu", "memory");
    }

    private static List<Finding> examine(String machine) {
        MachineState state = state(machine);
        return MachineFindings.of(describe(machine), state, state);
    }

    private static MachineState state(String machine) {
        return new StateReader(
                        CapturedMachine.named(machine),
                        SilentOshi.of(HardwareAbstractionLayer.class),
                        LongStream::empty)
                .read();
    }

    private static Environment describe(String machine) {
        return new EnvironmentProbe(
                        CapturedMachine.named(machine),
                        SilentOshi.of(HardwareAbstractionLayer.class),
                        SilentOshi.of(OperatingSystem.class),
                        new Redaction(false))
                .describe("run", Instant.EPOCH, List.of());
    }

    private static List<String> codes(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .map(Finding::code)
                .toList();
    }
}
