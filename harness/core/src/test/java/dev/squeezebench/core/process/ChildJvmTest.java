package dev.squeezebench.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.JvmSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
    /** The launcher sets it from {@code HOME}; Java itself would look into the list of users again. */
    @Test
    void aChildHasTheHomeOfTheCommand() {
        ChildJvm child = new ChildJvm(JvmSpec.USUAL, List.of(), Map.of(), List.of(), Path.of("folder"));

        assertThat(child.flags()).contains("-Duser.home=" + System.getProperty("user.home"));
    }

    @Test
    void theRunnersVariablesAreSetAndTheVirtualMachinesComeLast() {
        JvmSpec jvm = new JvmSpec(JvmSpec.USUAL.home(), List.of(), Map.of("B", "of the machine"));
        ChildJvm child =
                new ChildJvm(jvm, List.of(), Map.of("A", "runner", "B", "runner"), List.of(), Path.of("folder"));

        assertThat(child.process(List.of(), "Main", List.of()).environment())
                .containsEntry("A", "runner")
                .containsEntry("B", "of the machine");
    }
}
