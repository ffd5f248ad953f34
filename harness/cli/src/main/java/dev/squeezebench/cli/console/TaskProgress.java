package dev.squeezebench.cli.console;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
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
        private final LineConsumer line;
        private final long startedNs = System.nanoTime();
        private String note = "";
        private volatile @Nullable ProgressBar bar;

        Bar(String task, LineConsumer line) {
            this.task = task;
            this.line = line;
        }

        @Override
        public synchronized void at(long done, long total) {
            show();
            if (bar != null) {
                bar.stepTo(PARTS * Math.min(done, total) / total);
            }
        }

        @Override
        public synchronized void note(String text) {
            note = text;
            show();
            if (bar != null) {
                bar.setExtraMessage(text);
            }
        }

        private void show() {
            if (bar == null && System.nanoTime() - startedNs > QUIET_NS) {
                bar = new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(PARTS)
                        .setUpdateIntervalMillis(REFRESH_MS)
                        .continuousUpdate()
                        .startsFrom(0, Duration.ofNanos(System.nanoTime() - startedNs))
                        .clearDisplayOnFinish()
                        .setRenderer(new BarLine())
                        .setConsumer(line)
                        .build();
                bar.setExtraMessage(note);
            }
        }

        /**
         * Makes room for another line; the bar comes back below it. Takes no lock but the line's, which the caller holds:
         * a bar that is being closed waits for that one.
         */
        void makeRoom() {
            if (bar != null) {
                line.clear();
            }
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
