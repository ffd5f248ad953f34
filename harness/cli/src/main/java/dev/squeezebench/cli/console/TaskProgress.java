package dev.squeezebench.cli.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** How far a long task is, with the time left. */
public interface TaskProgress extends AutoCloseable {
    /** Nobody watches. */
    TaskProgress HIDDEN = (done, total) -> {};

    /**
     * Some of the work is done; cheap, may be called often.
     *
     * @param done units done so far
     * @param total units in all, at least 1
     */
    void at(long done, long total);

    /** What is being done just now, beside the bar; short. */
    default void note(String text) {}

    @Override
    default void close() {}

    /** A bar that shows itself only once the task has lasted a second: short tasks leave no trace. */
    final class Bar implements TaskProgress {
        private static final long QUIET_NS = Duration.ofSeconds(1).toNanos();
        private static final int REFRESH_MS = 250;
        private static final int PARTS = 1000;

        private final String task;
        private final PrintWriter err;
        private final long startedNs = System.nanoTime();
        private String note = "";
        private @Nullable ProgressBar bar;

        Bar(String task, PrintWriter err) {
            this.task = task;
            this.err = err;
        }

        @Override
        public synchronized void at(long done, long total) {
            if (bar == null && System.nanoTime() - startedNs > QUIET_NS) {
                bar = new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(PARTS)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(REFRESH_MS)
                        .startsFrom(0, Duration.ofNanos(System.nanoTime() - startedNs))
                        .clearDisplayOnFinish()
                        .setEtaFunction(Bar::left)
                        .setConsumer(new LineConsumer(err))
                        .build();
                bar.setExtraMessage(note);
            }
            if (bar != null) {
                bar.stepTo(PARTS * Math.min(done, total) / total);
            }
        }

        @Override
        public synchronized void note(String text) {
            note = text;
            if (bar != null) {
                bar.setExtraMessage(text);
            }
        }

        /** What is left takes as long, part for part, as what is done. */
        private static Optional<Duration> left(ProgressState state) {
            double done = state.getNormalizedProgress();
            return done > 0
                    ? Optional.of(
                            Duration.ofMillis(Math.round(state.getTotalElapsed().toMillis() * (1 - done) / done)))
                    : Optional.empty();
        }

        @Override
        public synchronized void close() {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }
    }
}
