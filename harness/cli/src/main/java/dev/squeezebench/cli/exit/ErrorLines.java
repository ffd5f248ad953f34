package dev.squeezebench.cli.exit;

import dev.squeezebench.records.text.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns every exception of a command into one line on stderr and an exit code. */
public final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** Names the command at the start of every line of ours on stderr. */
    public static final String PREFIX = "squeezebench: ";

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        if (e.getCause() instanceof UserException cause) {
            return print(e.getCommandLine(), cause);
        }
        String help = "; see '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'";
        return print(e.getCommandLine(), UserException.usage(UsageProblem.of(e, args) + help));
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult result) {
        return end(command, thrown);
    }

    /** Prints the line; its exit code. */
    public static int end(CommandLine command, Exception thrown) {
        return print(command, problem(thrown));
    }

    /** What to print about an exception, and which exit code to end with. */
    static UserException problem(Throwable thrown) {
        Throwable e = thrown;
        while (e.getCause() != null
                && (e instanceof UncheckedIOException
                        || e instanceof ExecutionException
                        || e instanceof CompletionException)) {
            e = e.getCause();
        }
        if (e instanceof UserException problem) {
            return problem;
        }
        if (e instanceof UserError error) {
            return new UserException(code(error.kind()), String.valueOf(e.getMessage()), e);
        }
        if (e instanceof InvalidPathException path) {
            return UserException.usage(FatalError.invalidPath(path.getInput()), e);
        }
        if (e instanceof ReadOnlyFileSystemException) {
            return UserException.usage("a file system is read-only: name another folder", e);
        }
        return e instanceof IOException io
                ? FileErrors.ofThisProcess().problem(io).orElseGet(() -> internal(io))
                : internal(e);
    }

    private static UserException internal(Throwable e) {
        return new UserException(ExitCode.INTERNAL, FatalError.internal(e), e);
    }

    private static ExitCode code(UserError.Kind kind) {
        return switch (kind) {
            case INPUT -> ExitCode.USAGE;
            case NOT_USABLE -> ExitCode.NOT_USABLE;
        };
    }

    private static int print(CommandLine command, UserException problem) {
        PrintWriter err = command.getErr();
        err.println(PREFIX + problem.line());
        err.flush();
        return problem.exitCode().code();
    }
}
