package dev.squeezebench.cli.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The command as users start it: the launcher of a distribution, in a process of its own, with no terminal.
 *
 * @param distribution folder with the launcher
 * @param cache folder for model files
 */
record Command(Path distribution, Path cache) {
    /** The smallest workloads there are. */
    static final String TINY = "squeezebert-tiny,bert-tiny";

    private static final Path BUILT = property("dist.dir");

    /** The distribution that this build packed, with the cache that all end-to-end tests share. */
    static Command built() {
        return of(BUILT);
    }

    /** Another distribution with the shared cache. */
    static Command of(Path distribution) {
        return new Command(distribution, property("e2e.cache.dir"));
    }

    /** The built distribution with a cache of its own. */
    static Command withCache(Path cache) {
        return new Command(BUILT, cache);
    }

    /** {@code run} on tiny workloads, as short as it gets. */
    Ended quickRun(Path out, String... more) throws IOException, InterruptedException {
        return run(quick(out, more));
    }

    /** The words of {@link #quickRun}. */
    String[] quick(Path out, String... more) {
        return measuring(out, with(List.of("--workload", TINY, "--quick"), more));
    }

    /** {@code run} with an output folder and the cache. */
    String[] measuring(Path out, String... more) {
        return with(List.of("run", "--cache", cache.toString(), "--out", out.toString()), more);
    }

    /** Takes up an interrupted run. */
    Ended resume(Path out) throws IOException, InterruptedException {
        return run(resuming(out));
    }

    /** The words of {@link #resume}. */
    String[] resuming(Path out) {
        return new String[] {"run", "--resume", out.toString(), "--cache", cache.toString()};
    }

    /** Runs to the end. */
    Ended run(String... arguments) throws IOException, InterruptedException {
        try (RunningCommand running = start(arguments)) {
            return running.end();
        }
    }

    /** Starts, in a new folder. */
    RunningCommand start(String... arguments) throws IOException {
        return startIn(Files.createTempDirectory("squeezebench-e2e-"), arguments);
    }

    /** Starts in a folder. */
    RunningCommand startIn(Path folder, String... arguments) throws IOException {
        return startIn(folder, Map.of(), arguments);
    }

    /** The same with more in its environment. */
    RunningCommand startIn(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(distribution.resolve("squeezebench").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", CommandJava.home());
        builder.environment().putAll(environment);
        return RunningCommand.start(builder);
    }

    /** A system property that the build sets, as a path. */
    static Path property(String name) {
        return Path.of(Objects.requireNonNull(System.getProperty(name), () -> name + " is set by the build"));
    }

    private static String[] with(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /**
     * How it ended.
     *
     * @param exitCode above 128 when a signal ended it
     * @param out what went to stdout
     * @param err what went to stderr
     */
    record Ended(int exitCode, String out, String err) {
        /** What to show when an assertion fails. */
        String all() {
            return "exit code " + exitCode + "\n--- stdout\n" + out + "--- stderr\n" + err;
        }
    }
}
