package dev.squeezebench.cli;

import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ErrorLines;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Where the process starts and, the only place in the command, ends. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        CommandLine command = Squeezebench.commandLine(Surroundings.ofThisProcess());
        command.setOut(utf8(FileDescriptor.out));
        command.setErr(utf8(FileDescriptor.err));
        System.exit(execute(command, args));
    }

    private static int execute(CommandLine command, String... args) {
        try {
            return command.execute(args);
        } catch (LinkageError | OutOfMemoryError e) {
            return new ErrorLines().handleError(e, command);
        }
    }

    /** The platform's encoding before Java 18 is not what files and pipes expect. */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
