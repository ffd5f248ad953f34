package dev.squeezebench.cli.exit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

/**
 * What to print, and which exit code to end with, when no command could handle a failure. Needs JDK classes alone, since a
 * library that is missing or damaged is one of these failures.
 *
 * @param exitCode never 1, which means that a gate failed
 * @param line without the command's name
 */
public record FatalError(ExitCode exitCode, String line) {
    private static final String HEAP = "-Xmx";
    private static final String AGAIN = ": unpack or build squeezebench again";

    public FatalError {
        line = line.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
    }

    /**
     * The failure as a line.
     *
     * @param home folder of the distribution
     * @param environment environment variables
     */
    public static FatalError of(Throwable thrown, Path home, Map<String, String> environment) {
        if (thrown instanceof OutOfMemoryError memory) {
            return outOfMemory(memory, environment);
        }
        if (thrown instanceof UnsatisfiedLinkError) {
            return new FatalError(
                    ExitCode.NOT_USABLE,
                    "a native library cannot be loaded (" + thrown.getMessage() + "): if the temporary folder '"
                            + System.getProperty("java.io.tmpdir") + "' is mounted noexec, name another by TMPDIR=DIR");
        }
        if (thrown instanceof LinkageError && !(thrown instanceof ExceptionInInitializerError)) {
            return new FatalError(ExitCode.NOT_USABLE, installation(thrown, home));
        }
        if (thrown instanceof InvalidPathException path) {
            return new FatalError(ExitCode.USAGE, invalidPath(path.getInput()));
        }
        return new FatalError(ExitCode.INTERNAL, internal(thrown));
    }

    /** What is wrong with a path that this locale's character set cannot express. */
    static String invalidPath(String path) {
        return "'" + path + "' cannot be a file name in this locale's character set ("
                + System.getProperty("sun.jnu.encoding") + "): set LC_ALL=C.UTF-8";
    }

    /** One line about an error of ours; the stack trace is saved, so that the terminal need not show it. */
    static String internal(Throwable e) {
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
            return "internal error (" + e + "); no report was saved: " + unwritable;
        }
    }

    /** The heap's limit is a matter of the input; threads and other memory are what the machine or the shell limits. */
    private static FatalError outOfMemory(OutOfMemoryError error, Map<String, String> environment) {
        String message = String.valueOf(error.getMessage());
        if (message.contains("native thread") || message.contains("Map failed") || message.contains("Metaspace")) {
            return new FatalError(
                    ExitCode.NOT_USABLE,
                    "this machine or shell does not allow what Java needs (" + message
                            + "): raise the limits that 'ulimit -a' shows, or end other programs");
        }
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        String chosen = environment.getOrDefault("_JAVA_OPTIONS", "");
        return new FatalError(
                ExitCode.USAGE,
                "the memory of this command, " + megabytes + " MiB, is too small for this input (" + message + "): "
                        + (chosen.contains(HEAP)
                                ? "_JAVA_OPTIONS is '" + chosen + "', raise its " + HEAP
                                : "raise it by _JAVA_OPTIONS=" + HEAP + "4g"));
    }

    /** Names what of the installation is missing or damaged: without it Java only says which class it did not find. */
    private static String installation(Throwable thrown, Path home) {
        try {
            List<Path> jars = new ArrayList<>();
            try (DirectoryStream<Path> listed = Files.newDirectoryStream(home.resolve("lib"), "*.jar")) {
                listed.forEach(jars::add);
            }
            for (Path jar : jars) {
                Optional<String> problem = problem(jar);
                if (problem.isPresent()) {
                    return problem.get() + AGAIN;
                }
            }
        } catch (IOException e) {
            return "the installation in '" + home + "' cannot be read (" + e
                    + "): raise the limit of open files ('ulimit" + " -n'), or unpack or build squeezebench again";
        }
        return "a class is missing or damaged (" + thrown + ')' + AGAIN;
    }

    private static Optional<String> problem(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                try (InputStream in = file.getInputStream(entry)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
            String needed = file.getManifest() == null
                    ? ""
                    : Objects.requireNonNullElse(
                            file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH), "");
            for (String name : needed.split(" ", -1)) {
                if (name.endsWith(".jar") && !Files.exists(jar.resolveSibling(name))) {
                    return Optional.of("'" + jar.resolveSibling(name) + "' is missing");
                }
            }
            return Optional.empty();
        } catch (ZipException | EOFException e) {
            return Optional.of("'" + jar + "' is damaged (" + e.getMessage() + ')');
        }
    }
}
