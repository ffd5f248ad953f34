package dev.squeezebench.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.UnreadableFileException;
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

    @Command(name = "reads")
    private static final class Reads implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new UncheckedIOException(
                    new UnreadableFileException(Path.of("weights.bin"), "cut off", "fetch it again"));
        }
    }
}
