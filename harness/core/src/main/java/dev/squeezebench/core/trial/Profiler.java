package dev.squeezebench.core.trial;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.host.FlameMain;
import dev.squeezebench.core.host.JavaSideMain;
import dev.squeezebench.core.host.ProfileMain;
import dev.squeezebench.core.process.ChildJvm;
import dev.squeezebench.core.process.WorkFolder;
import dev.squeezebench.core.process.WorkerProcess;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.measure.trial.ProfileScript;
import dev.squeezebench.measure.trial.RuntimeProfileFile;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.records.JavaSide;
import dev.squeezebench.records.file.JavaSideFields;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Profiles scenarios, each in a process of its own, which is no trial: no latency is taken from it. */
public final class Profiler {
    /** Invocations in a second of warm-up, at most: what is slower takes 4. */
    private static final int MOST_WARM_UPS = 10;

    private final TrialSettings settings;
    private final Path scratch;
    private final Path log;

    /**
     * @param settings of the trials that are measured in the same command
     * @param scratch folder for temporary folders
     * @param log file that what the processes print is appended to
     */
    public Profiler(TrialSettings settings, Path scratch, Path log) {
        this.settings = settings;
        this.scratch = scratch;
        this.log = log.toAbsolutePath();
    }

    /** What became of a profile. */
    public sealed interface Outcome {
        /**
         * It was taken.
         *
         * @param result what the runtime said; its files are in the folder, which the caller closes
         * @param folder temporary
         */
        record Profiled(RuntimeProfileFile result, WorkFolder folder) implements Outcome, AutoCloseable {
            @Override
            public void close() {
                folder.close();
            }
        }

        /**
         * Invocations were looked at from Java.
         *
         * @param side what was seen
         */
        record Seen(JavaSide side) implements Outcome {}

        /**
         * Stacks were sampled.
         *
         * @param invocations how many there were meanwhile
         * @param html flame graph
         * @param collapsed the stacks, one a line with its weight
         * @param folder temporary, with both files; the caller closes it
         */
        record Sampled(int invocations, Path html, Path collapsed, WorkFolder folder)
                implements Outcome, AutoCloseable {
            @Override
            public void close() {
                folder.close();
            }
        }

        /**
         * There is none.
         *
         * @param reason in one line
         * @param unsupported whether this runner or acceleration never has one
         */
        record None(String reason, boolean unsupported) implements Outcome {}
    }

    /**
     * Profiles one scenario.
     *
     * @param warmUps invocations before those that are reported
     * @param invocations how many are reported
     * @throws IOException when no process can be started
     * @throws InterruptedException when the program shuts down
     */
    public Outcome profile(Arm arm, int warmUps, int invocations) throws IOException, InterruptedException {
        WorkFolder work = WorkFolder.in(scratch);
        boolean kept = false;
        try {
            Path result = Files.createDirectory(work.path().resolve("profile"));
            Ended ended = run(
                    arm,
                    work,
                    List.of(),
                    ProfileMain.class,
                    List.of(result.toString(), Integer.toString(warmUps), Integer.toString(invocations)),
                    1L + warmUps + invocations);
            if (ended.problem().isPresent()) {
                return ended.problem().get();
            }
            Outcome.Profiled profiled =
                    new Outcome.Profiled(RuntimeProfileFile.read(result.resolve(ProfileScript.RESULT)), work);
            kept = true;
            return profiled;
        } catch (UnreadableFileException e) {
            return new Outcome.None(String.valueOf(e.getMessage()), false);
        } finally {
            if (!kept) {
                work.close();
            }
        }
    }

    /**
     * Looks at a scenario's invocations from Java, with no profiler on.
     *
     * @param nullModel a model with the same inputs and outputs that computes nothing; absent where there is none
     * @param invocations how many are timed
     * @throws IOException when no process can be started
     * @throws InterruptedException when the program shuts down
     */
    public Outcome javaSide(Arm arm, Optional<Path> nullModel, int invocations)
            throws IOException, InterruptedException {
        try (WorkFolder work = WorkFolder.in(scratch)) {
            List<String> arguments = new ArrayList<>(List.of(Integer.toString(invocations)));
            nullModel.ifPresent(model -> arguments.add(model.toString()));
            Ended ended = run(arm, work, List.of(), JavaSideMain.class, arguments, 3L * (MOST_WARM_UPS + invocations));
            if (ended.problem().isPresent()) {
                return ended.problem().get();
            }
            return ended.events().stream()
                    .filter(event -> event.text("event").equals(JavaSideMain.SEEN))
                    .findFirst()
                    .<Outcome>map(event -> new Outcome.Seen(JavaSideFields.read(event)))
                    .orElseGet(() -> new Outcome.None("its process said nothing", false));
        } catch (JsonFormatException e) {
            return new Outcome.None("its process said what cannot be read: " + e.getMessage(), false);
        }
    }

    /**
     * Samples the stacks of a scenario's process while it invokes its model.
     *
     * @param profiler jars of async-profiler
     * @param event what to sample: {@code cpu}, {@code wall}, {@code nativemem}
     * @param millis for how long
     * @throws IOException when no process can be started
     * @throws InterruptedException when the program shuts down
     */
    public Outcome sampled(Arm arm, List<Path> profiler, String event, long millis)
            throws IOException, InterruptedException {
        WorkFolder work = WorkFolder.in(scratch);
        boolean kept = false;
        try {
            Path result = Files.createDirectory(work.path().resolve("flame"));
            Ended ended = run(
                    arm,
                    work,
                    profiler,
                    FlameMain.class,
                    List.of(event, Long.toString(millis), result.toString()),
                    3L * MOST_WARM_UPS);
            if (ended.problem().isPresent()) {
                return ended.problem().get();
            }
            Optional<JsonFields> sampled = ended.events().stream()
                    .filter(end -> end.text("event").equals(FlameMain.SAMPLED))
                    .findFirst();
            if (sampled.isEmpty()) {
                return new Outcome.None("its process said nothing", false);
            }
            kept = true;
            return new Outcome.Sampled(
                    sampled.get().integer("invocations"),
                    result.resolve(FlameMain.HTML),
                    result.resolve(FlameMain.COLLAPSED),
                    work);
        } finally {
            if (!kept) {
                work.close();
            }
        }
    }

    /**
     * How a process ended.
     *
     * @param problem why it did not do what it was started for
     * @param events what it said
     */
    private record Ended(Optional<Outcome> problem, List<JsonFields> events) {}

    /** Runs a process whose first argument is the request, and which says the reason of a failure in an event. */
    private Ended run(
            Arm arm, WorkFolder work, List<Path> classPath, Class<?> main, List<String> arguments, long invocations)
            throws IOException, InterruptedException {
        Path request = work.path().resolve("request.json");
        TrialRequestFile.write(request, TrialRequests.of(arm, settings, work.path()));
        List<String> all = new ArrayList<>(List.of(request.toString()));
        all.addAll(arguments);
        Queue<JsonFields> events = new ConcurrentLinkedQueue<>();
        Duration limit = settings.stallTimeout().with(arm.planned()).multipliedBy(1L + invocations);
        try (WorkerProcess process = WorkerProcess.start(
                ChildJvm.of(arm.planned().runner(), arm.jvm(), work.path()).with(classPath),
                arm.jvm().flags(),
                main,
                all,
                log,
                events::add)) {
            if (!process.endedWithin(limit)) {
                return new Ended(
                        Optional.of(new Outcome.None("it did not end within " + limit.toSeconds() + " seconds", false)),
                        List.of());
            }
            WorkerProcess.End end = process.end();
            for (JsonFields event : events) {
                boolean unsupported = event.text("event").equals(ProfileMain.UNSUPPORTED);
                if (unsupported || event.text("event").equals(ProfileMain.FAILED)) {
                    return new Ended(
                            Optional.of(new Outcome.None(event.text("reason"), unsupported)), List.copyOf(events));
                }
            }
            return new Ended(
                    end.code().value() == 0
                            ? Optional.empty()
                            : Optional.of(new Outcome.None("its process " + end.inWords(), false)),
                    List.copyOf(events));
        }
    }
}
