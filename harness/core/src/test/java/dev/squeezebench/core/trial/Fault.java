package dev.squeezebench.core.trial;

import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.measure.trial.TrialRequestFile;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What the fake runner does wrong when it is told to. */
enum Fault {
    NONE,
    THROW,
    UNSUPPORTED,
    SEGFAULT,
    SPIN,
    EXIT,
    KILLED,
    /** By a signal, the first time. */
    KILLED_ONCE,
    /** After bytes on standard output that are not UTF-8. */
    THROW_IN_FRENCH,
    OUT_OF_MEMORY,
    /** Sends the coordinator of its round a line that is none of the protocol, and waits. */
    GARBLE;

    void strike() throws RunnerException {
        switch (this) {
            case NONE -> {}
            case THROW -> throw new RunnerException("the model has no such layer");
            case UNSUPPORTED -> throw new UnsupportedByRunnerException("no kernel for this type");
            case SEGFAULT -> System.err.println(new Pointer(8).getByte(0));
            case SPIN -> spin();
            case EXIT -> System.exit(3);
            case KILLED -> kill();
            case KILLED_ONCE -> killOnce();
            case THROW_IN_FRENCH -> throwInFrench();
            case OUT_OF_MEMORY -> fillHeap();
            case GARBLE -> garble();
        }
    }

    /** Over the connection that the process has: a second one would be refused. */
    private static void garble() {
        try {
            Path request = Path.of(System.getProperty("java.io.tmpdir")).resolve("request.json");
            String port = String.format(
                    Locale.ROOT,
                    ":%04X",
                    TrialRequestFile.read(request).turns().orElseThrow().port());
            Set<String> inodes = new HashSet<>();
            for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
                for (String line : Files.readAllLines(Path.of(table))) {
                    String[] words = line.strip().split("\\s+", -1);
                    if (words.length > 9 && words[2].endsWith(port)) {
                        inodes.add("socket:[" + words[9] + ']');
                    }
                }
            }
            byte[] garbage = "no turn was ever asked for like this\u0007\n".getBytes(StandardCharsets.US_ASCII);
            try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
                for (Path descriptor : descriptors.toList()) {
                    if (Files.isSymbolicLink(descriptor)
                            && inodes.contains(
                                    Files.readSymbolicLink(descriptor).toString())) {
                        NativeLibrary.getInstance("c").getFunction("write").invokeInt(new Object[] {
                            Integer.parseInt(descriptor.getFileName().toString()),
                            garbage,
                            new NativeLong(garbage.length)
                        });
                    }
                }
            }
            spin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("InfiniteLoop")
    private static void spin() {
        long turns = 0;
        while (turns >= 0) {
            turns = (turns + 1) & Long.MAX_VALUE;
        }
    }

    private static void kill() {
        try {
            new ProcessBuilder(
                            "kill", "-9", String.valueOf(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void killOnce() {
        Path mark = Path.of(System.getProperty("java.io.tmpdir")).resolveSibling("killed-once");
        try {
            Files.createFile(mark);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kill();
    }

    private static void throwInFrench() throws RunnerException {
        // Not closed: the answer follows.
        PrintStream raw = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.ISO_8859_1);
        raw.println("spécifié");
        throw new RunnerException("le module spécifié est introuvable");
    }

    private static void fillHeap() {
        List<long[]> heap = new ArrayList<>();
        while (heap.size() < Integer.MAX_VALUE) {
            heap.add(new long[1 << 20]);
        }
    }
}
