package dev.squeezebench.cli;

import dev.squeezebench.cli.console.StandardOutput;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.FatalError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the process starts and, the only place in the command, ends. It mentions JDK classes and this jar's alone: a library
 * that is missing or damaged is a line and an exit code as well.
 */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        // The launcher's question whether Java and this jar start at all.
        if (!Boolean.getBoolean("squeezebench.start.check")) {
            System.setProperty(
                    "user.home", home(System.getProperty("user.home", ""), System.getProperty("java.io.tmpdir")));
            System.exit(run(
                    new StandardOutput(new FileOutputStream(FileDescriptor.out), Path.of("/proc/self/fd/1")),
                    new FileOutputStream(FileDescriptor.err),
                    System.getenv(),
                    args));
        }
    }

    /**
     * The home that caches and repositories are looked for in. Java's is {@code ?} for a user whom the system does not know,
     * and libraries would make a folder of that name in the current one.
     */
    static String home(String ofJava, String temporary) {
        return Path.of(ofJava).isAbsolute() ? ofJava : temporary;
    }

    /** Runs one command; its exit code. UTF-8, since the platform's encoding before Java 18 is not what files and pipes expect. */
    static int run(StandardOutput stdout, OutputStream stderr, Map<String, String> environment, String... args) {
        PrintWriter out = new PrintWriter(stdout, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(stderr, true, StandardCharsets.UTF_8);
        try {
            int code = Squeezebench.execute(Surroundings.ofThisProcess(), out, err, args);
            out.flush();
            Optional<String> lost = stdout.lost();
            if (lost.isPresent() && code != ExitCode.INTERNAL.code()) {
                return end(err, new FatalError(ExitCode.USAGE, "standard output cannot be written: " + lost.get()));
            }
            return code;
        } catch (Throwable e) { // Whatever it is: Java's own exit code 1 would mean that a gate failed.
            return end(err, FatalError.of(e, Path.of(System.getProperty("squeezebench.home", ".")), environment));
        }
    }

    private static int end(PrintWriter err, FatalError error) {
        err.println("squeezebench: " + error.line());
        err.flush();
        return error.exitCode().code();
    }
}
