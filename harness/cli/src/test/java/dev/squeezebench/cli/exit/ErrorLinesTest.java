package dev.squeezebench.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Float16;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.workloads.UnrepresentableWeightException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ErrorLinesTest {
    @Test
    void aBrokenFileFoundOnlyWhileItIsReadIsStillTheUsersToPutRight() {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new Reads()).setErr(new PrintWriter(err));
        command.setExecutionExceptionHandler(new ErrorLines());

        assertThat(command.execute()).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString().strip()).isEqualTo("squeezebench: weights.bin: cut off; fetch it again");
    }

    @Test
    void whateverAMessageSaysIsOneLineThatATerminalDoesNotObey() {
        assertThat(UserException.usage("a\n  b\u001b[31m\u202e").line()).isEqualTo("a b\\u001b[31m\\u202e");
    }

    @Test
    void aWeightThatDoesNotFitIntoTheTypeIsTheUsersChoiceOfBoth() {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new Writes()).setErr(new PrintWriter(err));
        command.setExecutionExceptionHandler(new ErrorLines());

        assertThat(command.execute()).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString().strip())
                .isEqualTo(
                        "squeezebench: pooler.dense.bias holds 70000.0, and the largest float16 is 65504.0; measure it"
                                + " in float32");
    }

    @Command(name = "writes")
    private static final class Writes implements Callable<Integer> {
        @Override
        public Integer call() throws UnrepresentableWeightException {
            throw new UnrepresentableWeightException("pooler.dense.bias", 70_000, ElementType.FLOAT16, Float16.LARGEST);
        }
    }

    @Command(name = "reads")
    private static final class Reads implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new UncheckedIOException(
                    new UnreadableFileException(Path.of("weights.bin"), "cut off", "fetch it again"));
        }
    }
}
