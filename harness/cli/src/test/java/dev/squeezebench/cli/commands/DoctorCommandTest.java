package dev.squeezebench.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.core.environment.Finding;
import dev.squeezebench.core.environment.Finding.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    private static final Finding OK = new Finding("power", Severity.OK, "on mains", Optional.empty());
    private static final Finding NOTE = new Finding("gpu", Severity.NOTE, "no card", Optional.empty());
    private static final Finding PROBLEM = new Finding("powersave", Severity.PROBLEM, "slow", Optional.of("set it"));

    @Test
    void aProblemIsExitCode4WithStrictAlone() {
        assertThat(DoctorCommand.exitCode(List.of(OK, NOTE, PROBLEM), true)).isEqualTo(ExitCode.PARTIAL);
        assertThat(DoctorCommand.exitCode(List.of(OK, NOTE, PROBLEM), false)).isEqualTo(ExitCode.DONE);
        assertThat(DoctorCommand.exitCode(List.of(OK, NOTE), true)).isEqualTo(ExitCode.DONE);
    }
}
