package dev.squeezebench.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceTest {
    private static final Environment MACHINE = Examples.environment();

    private static Device named(String name) {
        Environment.Host host = MACHINE.host();
        return Device.of(
                Device.Kind.COMPUTER,
                new Environment.Host(
                        Optional.of(name), Optional.empty(), host.manufacturer(), host.model(), Optional.empty()),
                MACHINE.cpu(),
                MACHINE.os());
    }

    @Test
    void anIdIsTheSameWhetherNamesAreHashedOrInClear() {
        assertThat(named("lab-7")).isEqualTo(named("sha256:" + Digests.shortHash("lab-7")));
        assertThat(named("lab-7").id())
                .matches("sha256:[0-9a-f]{8}")
                .isNotEqualTo(named("lab-8").id());
    }

    @ParameterizedTest
    @CsvSource({
        "OpenJDK 64-Bit Server VM, hotspot",
        "Java HotSpot(TM) 64-Bit Server VM, hotspot",
        "Eclipse OpenJ9 VM, openj9",
        "Dalvik, art",
        "Substrate VM, substrate_vm"
    })
    void aVirtualMachineIsKnownByItsName(String name, String kind) {
        assertThat(Vm.named(name, "", "17", List.of()).kind()).isEqualTo(kind);
    }

    @Test
    void captionsNameTheVirtualMachineInTheWordsOfItsUsers() {
        assertThat(Vm.named("Dalvik", "The Android Project", "2.1.0", List.of()).caption())
                .isEqualTo("ART 2.1.0");
        assertThat(Examples.VM.caption()).isEqualTo("JDK 17.0.12+7");
    }
}
