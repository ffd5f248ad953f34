package dev.squeezebench.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.JvmSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
    /** The launcher sets it from {@code HOME}; Java itself would look into the list of users again. */
    @Test
    void aChildHasTheHomeOfTheCommand() {
        ChildJvm child = new ChildJvm(JvmSpec.USUAL, List.of(), List.of(), Path.of("folder"));

        assertThat(child.flags()).contains("-Duser.home=" + System.getProperty("user.home"));
    }
}
