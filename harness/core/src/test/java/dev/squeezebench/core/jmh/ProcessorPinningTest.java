package dev.squeezebench.core.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Warning;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorPinningTest {
    @Test
    void no_processors_asked_for_is_no_pinning() {
        assertThat(ProcessorPinning.pin(List.of())).isEmpty();
    }

    @Test
    void a_processor_that_no_machine_has_is_a_warning_with_a_remedy() {
        assertThat(ProcessorPinning.pin(List.of(5000)))
                .contains(new Warning(
                        "unpinned",
                        "the process was not pinned: there is no processor 5000",
                        "leave --cpus out, or name processors of this machine"));
    }
}
