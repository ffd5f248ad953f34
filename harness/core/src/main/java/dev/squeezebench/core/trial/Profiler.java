package dev.squeezebench.core.trial;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.host.ProfileMain;
import dev.squeezebench.core.process.ChildJvm;
import dev.squeezebench.core.process.WorkFolder;
import dev.squeezebench.core.process.WorkerProcess;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.measure.trial.ProfileScript;
import dev.squeezebench.measure.trial.RuntimeProfileFile;
import dev.squeezebench.measure.trial.TrialRequestFile;
import dev.squeezebench.records.json.JsonFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Profiles scenarios, each in a process of its own, which is no trial: no latency is taken from it. */
public final class Profiler {
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
            Path request = work.path().resolve("request.json");
            TrialRequestFile.write(request, TrialRequests.of(arm, settings, work.path()));
            Queue<JsonFields> events = new ConcurrentLinkedQueue<>();
            Duration limit = settings.stallTimeout().with(arm.planned()).multipliedBy(1L + warmUps + invocations);
            try (WorkerProcess process = WorkerProcess.start(
                    ChildJvm.of(arm.planned().runner(), arm.jvm(), work.path()),
                    arm.jvm().flags(),
                    ProfileMain.class,
                    List.of(
                            request.toString(),
                            result.toString(),
                            Integer.toString(warmUps),
                            Integer.toString(invocations)),
                    log,
                    events::add)) {
                if (!process.endedWithin(limit)) {
                    return new Outcome.None("it did not end within " + limit.toSeconds() + " seconds", false);
                }
                WorkerProcess.End end = process.end();
                for (JsonFields event : events) {
                    return new Outcome.None(
                            event.text("reason"), event.text("event").equals(ProfileMain.UNSUPPORTED));
                }
                if (end.code().value() != 0) {
                    return new Outcome.None("its process " + end.inWords(), false);
                }
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
}
