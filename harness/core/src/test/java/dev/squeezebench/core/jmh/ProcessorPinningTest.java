package dev.squeezebench.core.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.WarningCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorPinningTest {
    @Test
    void noProcessorsAskedForIsNoPinning() {
        assertThat(ProcessorPinning.pin(List.of())).isEmpty();
    }

    @Test
    void aProcessorThatNoMachineHasIsAWarningWithARemedy() {
        assertThat(ProcessorPinning.pin(List.of(5000)))
                .contains(WarningCode.UNPINNED.warning(
                        "the process was not pinned: there is no processor 5000",
                        "leave --cpus out, or name processors of this machine"));
    }
}
