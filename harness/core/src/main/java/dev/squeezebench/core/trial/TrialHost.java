package dev.squeezebench.core.trial;

import dev.squeezebench.core.host.HostMain;
import dev.squeezebench.core.journal.JournalTail;
import dev.squeezebench.core.process.ChildJvm;
import dev.squeezebench.core.process.ProcessTree;
import dev.squeezebench.records.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts the host of a trial and watches it until its end, which it brings about when nothing moves any more. */
final class TrialHost {
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Two JVMs start on however busy a machine before the first event; only then does silence mean something. */
    private static final Duration START = Duration.ofMinutes(1);

    private final TrialSettings settings;
    private final Duration silence;
    private final TrialListener listener;
    private final Path log;

    /** @param silence the longest that is allowed */
    TrialHost(TrialSettings settings, Duration silence, TrialListener listener, Path log) {
        this.settings = settings;
        this.silence = silence;
        this.listener = listener;
        this.log = log;
    }

    /**
     * Runs a trial to its end; no process of it is left then.
     *
     * @param request the request file
     * @param journal the file that the measured process writes
     */
    HostEnd run(ChildJvm jvm, Path request, Path journal) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        arguments.add(request.toString());
        arguments.addAll(jvm.flags());
        arguments.addAll(settings.jvmFlags());
        ProcessBuilder builder = jvm.process(ChildJvm.SMALL, HostMain.class.getName(), arguments, log);
        try (ProcessTree tree = ProcessTree.start(builder)) {
            HostOutput output = HostOutput.follow(tree.output(), listener);
            if (!watch(tree, new JournalTail(journal))) {
                return new HostEnd.Stalled(silence.toSeconds());
            }
            Optional<HostEnd.ForkFailed> failure = output.failure();
            if (failure.isPresent()) {
                return failure.get();
            }
            return tree.exitCode() == 0 ? new HostEnd.Clean() : new HostEnd.HostDied(tree.exitCode());
        }
    }

    /** Waits for the end; false when nothing was written for too long. */
    private boolean watch(ProcessTree tree, JournalTail tail) throws IOException, InterruptedException {
        long lastGrowth = System.nanoTime();
        Duration stallTimeout = silence.compareTo(START) > 0 ? silence : START;
        while (!tree.endedWithin(LOOK)) {
            JournalTail.Growth growth = tail.look();
            if (growth.grew()) {
                lastGrowth = System.nanoTime();
                stallTimeout = silence;
            } else if (System.nanoTime() - lastGrowth > stallTimeout.toNanos()) {
                return false;
            }
            if (!growth.stages().isEmpty()) {
                // A new stage is a good moment: the fork exists, and the timed calls are not disturbed.
                tree.rememberDescendants();
            }
            tell(growth.stages());
        }
        // What came since the last look, which is all of a trial that is quicker than that.
        tell(tail.look().stages());
        return true;
    }

    private void tell(List<Stage> stages) {
        for (Stage stage : stages) {
            listener.stage(stage);
        }
    }
}
