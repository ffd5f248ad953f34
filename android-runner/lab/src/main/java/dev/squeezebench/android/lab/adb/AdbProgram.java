package dev.squeezebench.android.lab.adb;

import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.records.text.Printable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The adb that is installed here: only its server is started by it. */
public final class AdbProgram {
    private static final long MOST_SECONDS = 30;

    private final Map<String, String> variables;

    /**
     * @param variables of the environment
     */
    public AdbProgram(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /**
     * Makes sure that a server runs: one on this machine is started where none answers.
     *
     * @throws AdbException when there is none and it cannot be started
     * @throws InterruptedException when the calling thread was interrupted
     */
    public void ensure(AdbServer server) throws AdbException, InterruptedException {
        try {
            server.version();
        } catch (AdbException e) {
            if (!server.isLocal() || !(e.getCause() instanceof IOException)) {
                throw e;
            }
            start(server);
            server.version();
        }
    }

    private void start(AdbServer server) throws AdbException, InterruptedException {
        Path adb = find().orElseThrow(() -> new AdbException(
                Problem.NO_SERVER,
                "no adb found: install Android's platform tools (Debian and Ubuntu: apt install adb) and put adb on PATH,"
                        + " or set ANDROID_HOME"));
        try {
            Path output = Files.createTempFile("squeezebench-adb-", ".txt");
            try {
                // The server that it leaves behind keeps its output open, so that a pipe would not end.
                Process process = new ProcessBuilder(
                                adb.toString(), "-P", String.valueOf(server.port()), "start-server")
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AdbException(
                            Problem.NO_SERVER,
                            "'" + adb + " start-server' did not end within " + MOST_SECONDS
                                    + " s: see what listens at port " + server.port()
                                    + ", and run it by hand");
                }
                if (process.exitValue() != 0) {
                    String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
                    throw new AdbException(
                            Problem.NO_SERVER,
                            "'" + adb + " start-server' failed ("
                                    + Printable.text(
                                            said.isBlank()
                                                    ? "exit code " + process.exitValue()
                                                    : said.strip().replaceAll("\\s+", " "))
                                    + "): run it by hand and correct what it says");
                }
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (AdbException e) {
            throw e;
        } catch (IOException e) {
            throw new AdbException(
                    Problem.NO_SERVER,
                    "'" + adb + "' cannot be started (" + Printable.text(String.valueOf(e.getMessage()))
                            + "): install Android's platform tools again",
                    e);
        }
    }

    /** Where it is: on the path, else in the SDK that a variable names. */
    Optional<Path> find() {
        List<String> folders =
                new ArrayList<>(List.of(variables.getOrDefault("PATH", "").split(File.pathSeparator)));
        for (String name : List.of("ANDROID_HOME", "ANDROID_SDK_ROOT")) {
            if (variables.containsKey(name)) {
                folders.add(variables.get(name) + File.separator + "platform-tools");
            }
        }
        for (String folder : folders) {
            for (String name : List.of("adb", "adb.exe")) {
                try {
                    Path file = Path.of(folder, name);
                    if (!folder.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                        return Optional.of(file.toAbsolutePath());
                    }
                } catch (InvalidPathException e) {
                    // A folder that cannot be is not where it lies: the next is looked at.
                }
            }
        }
        return Optional.empty();
    }
}
