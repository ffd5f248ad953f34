package dev.squeezebench.cli.exit;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.file.DiskFullException;
import dev.squeezebench.workloads.UnrepresentableWeightException;
import dev.squeezebench.workloads.store.NotEnoughRoomException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every way to fail into one line on stderr and an exit code. */
public final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** Names the command at the start of every line of ours on stderr. */
    public static final String PREFIX = "squeezebench: ";

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        if (e.getCause() instanceof UserException cause) {
            return print(e.getCommandLine(), cause);
        }
        String help = "; see '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'";
        return print(e.getCommandLine(), UserException.usage(parseProblem(e) + help));
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult result) {
        Exception e = thrown instanceof UncheckedIOException unchecked
                ? Objects.requireNonNull(unchecked.getCause())
                : thrown;
        if (e instanceof UserException problem) {
            return print(command, problem);
        }
        // A disk without room, a broken file and weights beyond the type that was asked for are the user's to put
        // right; each says in one line what to do.
        if (e instanceof DiskFullException
                || e instanceof NotEnoughRoomException
                || e instanceof UnreadableFileException
                || e instanceof UnrepresentableWeightException) {
            return print(command, new UserException(ExitCode.USAGE, String.valueOf(e.getMessage()), e));
        }
        return print(command, new UserException(ExitCode.INTERNAL, internalProblem(e), e));
    }

    /** A damaged installation or too little memory: no exception of picocli's, but one line all the same. */
    public int handleError(Error e, CommandLine command) {
        return print(command, new UserException(ExitCode.INTERNAL, internalProblem(e), e));
    }

    private static int print(CommandLine command, UserException problem) {
        PrintWriter err = command.getErr();
        err.println(PREFIX + problem.line());
        err.flush();
        return problem.exitCode().code();
    }

    private static String parseProblem(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String argument = unmatched.getUnmatched().get(0);
            CommandLine command = e.getCommandLine();
            if (argument.startsWith("-")) {
                return unknown(
                        "option",
                        argument.split("=", 2)[0],
                        command.getCommandSpec().optionsMap().keySet());
            }
            if (!command.getSubcommands().isEmpty()) {
                return unknown("command", argument, command.getSubcommands().keySet());
            }
            return "unexpected argument '" + argument + "'";
        }
        return String.valueOf(e.getMessage());
    }

    private static String unknown(String kind, String argument, Set<String> known) {
        return "unknown " + kind + " '" + argument + "'"
                + Suggestions.nearest(argument, known)
                        .map(name -> ": did you mean '" + name + "'?")
                        .orElse("");
    }

    /** Saves the stack trace, so that the terminal need not show it. */
    private static String internalProblem(Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        try {
            Path report = Files.createTempFile("squeezebench-error-", ".txt");
            Files.writeString(
                    report,
                    "squeezebench " + Version.own() + ", Java " + Runtime.version() + ", "
                            + System.getProperty("os.name") + ' ' + System.getProperty("os.arch") + "\n\n" + trace);
            return "internal error (" + e + "): please report it with " + report;
        } catch (IOException unwritable) {
            return "internal error (" + e + "); no report was saved: " + unwritable.getMessage();
        }
    }
}
