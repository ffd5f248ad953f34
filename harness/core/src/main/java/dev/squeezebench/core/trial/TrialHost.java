package dev.squeezebench.core.trial;

import dev.squeezebench.core.host.BareLoopMain;
import dev.squeezebench.core.host.HostMain;
import dev.squeezebench.core.journal.JournalTail;
import dev.squeezebench.core.process.ChildJvm;
import dev.squeezebench.core.process.ExitCode;
import dev.squeezebench.core.process.WorkerProcess;
import dev.squeezebench.records.json.JsonFields;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The processes of one trial while they live: a host, and the measured process that JMH forks from it, or a bare loop alone. */
final class TrialHost implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final WorkerProcess process;
    private final JournalTail journal;
    private final Watchdog watchdog;
    private final TrialListener listener;
    private final Report report;

    private TrialHost(
            WorkerProcess process, JournalTail journal, Watchdog watchdog, TrialListener listener, Report report) {
        this.process = process;
        this.journal = journal;
        this.watchdog = watchdog;
        this.listener = listener;
        this.report = report;
    }

    /**
     * Starts a trial.
     *
     * @param forkFlags flags of the measured process, beside those that every child gets
     * @param request the request file
     * @param journal the file that the measured process writes
     * @param watchdog decides when its silence has lasted too long
     * @param log file that what the processes print is appended to
     */
    static TrialHost start(
            ChildJvm jvm,
            List<String> forkFlags,
            Path request,
            Path journal,
            Watchdog watchdog,
            TrialListener listener,
            Path log)
            throws IOException, InterruptedException {
        Report report = new Report(listener);
        WorkerProcess process;
        if (jvm.jvm().bareLoop()) {
            List<String> arguments = List.of(request.toString());
            process = WorkerProcess.start(jvm, forkFlags, BareLoopMain.class, arguments, log, report::event);
        } else {
            List<String> arguments = new ArrayList<>();
            arguments.add(request.toString());
            arguments.addAll(jvm.flags());
            arguments.addAll(forkFlags);
            process = WorkerProcess.start(jvm, ChildJvm.SMALL, HostMain.class, arguments, log, report::event);
        }
        return new TrialHost(process, new JournalTail(journal), watchdog, listener, report);
    }

    /** Watches it to its end; no process of it is left then. */
    HostEnd awaitEnd() throws IOException, InterruptedException {
        Optional<HostEnd> end = look();
        while (end.isEmpty()) {
            end = look();
        }
        return end.get();
    }

    /** Looks for at most a tenth of a second; absent while it lives. */
    Optional<HostEnd> look() throws IOException, InterruptedException {
        boolean ended = process.endedWithin(LOOK);
        JournalTail.Growth growth = journal.look();
        if (!growth.stages().isEmpty() && !ended) {
            // A new stage is a good moment: the fork exists, and the timed calls are not disturbed.
            process.rememberDescendants();
        }
        growth.stages().forEach(entered -> listener.stage(entered.stage(), entered.at()));
        if (ended) {
            return Optional.of(end());
        }
        if (growth.grew()) {
            watchdog.sawProgress();
        } else if (watchdog.isStalled()) {
            process.close();
            return Optional.of(new HostEnd.Stalled(watchdog.allowed().toSeconds()));
        }
        return Optional.empty();
    }

    private HostEnd end() throws IOException, InterruptedException {
        WorkerProcess.End end = process.end();
        Optional<HostEnd.ForkFailed> failure = report.failure();
        if (failure.isEmpty()) {
            return end.code().value() == 0 ? new HostEnd.Clean() : new HostEnd.HostDied(end);
        }
        if (failure.get().exitCode().isPresent()) {
            process.insistOnRunningOn(failure.get().exitCode().get());
        }
        return new HostEnd.ForkFailed(failure.get().exitCode(), failure.get().cause(), process.errors());
    }

    @Override
    public void close() {
        process.close();
    }

    /** What the host says, in a thread of its own. */
    private static final class Report {
        private final TrialListener listener;
        private volatile Optional<HostEnd.ForkFailed> failure = Optional.empty();

        Report(TrialListener listener) {
            this.listener = listener;
        }

        void event(JsonFields event) {
            switch (event.text("event")) {
                case "iteration" -> listener.block(event.integer("iteration"), event.integer("of"));
                case "failed" -> {
                    OptionalInt exitCode = event.optionalInteger("exit_code");
                    failure = Optional.of(new HostEnd.ForkFailed(
                            exitCode.isPresent() ? Optional.of(ExitCode.here(exitCode.getAsInt())) : Optional.empty(),
                            WorkerProcess.lastWords(event.texts("last_lines")).orElse(event.text("message"))));
                }
                default -> {
                    // Of a later version.
                }
            }
        }

        Optional<HostEnd.ForkFailed> failure() {
            return failure;
        }
    }
}
