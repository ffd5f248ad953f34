package dev.squeezebench.cli.profile;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.runtimes.RuntimeArtifact;
import dev.squeezebench.core.runtimes.RuntimeResolutionException;
import dev.squeezebench.core.runtimes.RuntimeResolver;
import dev.squeezebench.core.trial.Profiler;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.FlameGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws the flame graphs that were asked for, each in a process of its own. */
final class FlameTrials {
    /** Flame graphs of a model's time, and of native memory; each has functions of C as well as Java's. */
    static final List<String> EVENTS = List.of("cpu", "wall", "nativemem");

    private static final RuntimeArtifact ASYNC_PROFILER =
            new RuntimeArtifact("tools.profiler", "async-profiler", Optional.empty());
    private static final String VERSION = "4.6";
    private static final long MILLIS = 3000;
    private static final long QUICK_MILLIS = 1000;

    private final Console console;
    private final Profiler profiler;
    private final List<String> events;
    private final boolean quick;
    private Optional<List<Path>> jars = Optional.empty();
    private boolean failed;

    /** @param events those of {@link #EVENTS} that were asked for */
    FlameTrials(Console console, Profiler profiler, List<String> events, boolean quick) {
        this.console = console;
        this.profiler = profiler;
        this.events = List.copyOf(events);
        this.quick = quick;
    }

    /** Whether one that was asked for could not be drawn. */
    boolean failed() {
        return failed;
    }

    /**
     * Draws them for one arm; of each that cannot be, there is a warning.
     *
     * @param name what their files' names begin with
     * @throws InterruptedException when the program shuts down
     */
    List<FlameGraph> of(Arm arm, String name, RunFiles files) throws IOException, InterruptedException {
        List<FlameGraph> drawn = new ArrayList<>();
        for (String event : events) {
            Optional<FlameGraph> graph = of(arm, event, name, files);
            graph.ifPresent(drawn::add);
            failed |= graph.isEmpty();
        }
        return drawn;
    }

    private Optional<FlameGraph> of(Arm arm, String event, String name, RunFiles files)
            throws IOException, InterruptedException {
        try {
            if (jars.isEmpty()) {
                jars = Optional.of(RuntimeResolver.ofUser(false, console).resolve(List.of(ASYNC_PROFILER), VERSION));
            }
        } catch (RuntimeResolutionException e) {
            console.warning("no flame graph of " + arm + ": " + e.getMessage());
            return Optional.empty();
        }
        Profiler.Outcome outcome = profiler.sampled(arm, jars.get(), event, quick ? QUICK_MILLIS : MILLIS);
        if (outcome instanceof Profiler.Outcome.None none) {
            console.warning("no flame graph '" + event + "' of " + arm + ": " + none.reason() + "; "
                    + FlameProblem.remedy(none.reason()));
            return Optional.empty();
        }
        try (Profiler.Outcome.Sampled sampled = (Profiler.Outcome.Sampled) outcome) {
            Files.createDirectories(files.rawProfiles());
            Path collapsed = files.rawProfiles().resolve(name + '-' + event + ".collapsed");
            FlameFiles.collapsed(sampled.collapsed(), collapsed);
            CollapsedStacks stacks = CollapsedStacks.read(collapsed);
            if (stacks.total() == 0) {
                console.warning("no flame graph '" + event + "' of " + arm + ": nothing was sampled");
                return Optional.empty();
            }
            Path html = files.rawProfiles().resolve(name + '-' + event + ".html");
            FlameFiles.html(sampled.html(), html);
            return Optional.of(new FlameGraph(
                    event,
                    sampled.invocations(),
                    stacks.total(),
                    stacks.top(),
                    inRun(html, files),
                    inRun(collapsed, files)));
        } catch (UnreadableFileException e) {
            console.warning("no flame graph '" + event + "' of " + arm + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String inRun(Path file, RunFiles files) {
        return files.folder().relativize(file).toString().replace('\\', '/');
    }
}
