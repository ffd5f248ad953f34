package dev.squeezebench.cli.console;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/** A bar as one line: task, share done, time left, and what is being done; cut where the terminal ends. */
final class BarLine implements ProgressBarRenderer {
    private static final int CELLS = 20;

    @Override
    public String render(ProgressState progress, int columns) {
        double done = progress.getNormalizedProgress();
        int filled = (int) Math.round(done * CELLS);
        String line = progress.getTaskName() + " [" + "=".repeat(filled) + " ".repeat(CELLS - filled) + "] "
                + Math.round(done * 100) + '%' + left(done, progress.getTotalElapsed()) + "  "
                + progress.getExtraMessage();
        return line.length() > columns ? line.substring(0, columns) : line + " ".repeat(columns - line.length());
    }

    /** What is left takes as long, part for part, as what is done; with nothing done there is nothing to judge by. */
    private static String left(double done, Duration elapsed) {
        return done > 0
                ? ", " + Durations.text(Duration.ofMillis(Math.round(elapsed.toMillis() * (1 - done) / done))) + " left"
                : ", " + Durations.text(elapsed) + " so far";
    }
}
