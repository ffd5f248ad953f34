package dev.squeezebench.android.simulated;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The adb that is installed here, with a server, a port and keys of its own: no other devices are touched. */
public final class InstalledAdb implements AutoCloseable {
    /** What a test says that is skipped for want of it. */
    public static final String MISSING = "no adb on PATH: install it (Debian: apt install adb) to run this test";

    private static final long MOST_SECONDS = 60;

    private final Path home;
    private final int port;

    private InstalledAdb(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /**
     * Starts a server; nothing where no adb is installed.
     *
     * @param home folder for its keys
     */
    public static Optional<InstalledAdb> start(Path home) throws IOException, InterruptedException {
        boolean installed = List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "adb")));
        if (!installed) {
            return Optional.empty();
        }
        InstalledAdb adb;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            adb = new InstalledAdb(home, free.getLocalPort());
        }
        adb.run("start-server");
        return Optional.of(adb);
    }

    /** Where its server listens. */
    public int port() {
        return port;
    }

    /** Runs an adb command: both its outputs, then its exit status. */
    public String run(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("adb", "-P", String.valueOf(port)));
        words.addAll(List.of(arguments));
        // The server that a command starts keeps its output open, so that a pipe would not end.
        Path output = Files.createTempFile(home, "adb", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("TMPDIR", home.toString());
        Process process = builder.start();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(words + " does not end");
        }
        return Files.readString(output, StandardCharsets.UTF_8) + "exit " + process.exitValue() + '\n';
    }

    /** Makes a simulated device one of its devices; what adb says. */
    public String connect(Daemon daemon) throws IOException, InterruptedException {
        return run("connect", daemon.serial());
    }

    @Override
    public void close() throws IOException {
        try {
            run("kill-server");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
