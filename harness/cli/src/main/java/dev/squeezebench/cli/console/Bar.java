package dev.squeezebench.cli.console;

import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.records.text.ProgressListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A bar on one line of a terminal, drawn over itself again and again: task, share done, time left, and what is being done. It
 * shows itself once the task has lasted a second, whether or not the task has said anything by then, so that short tasks leave
 * no trace; when it is closed, its line is empty.
 */
final class Bar implements ProgressListener.Task {
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration REFRESH = Duration.ofMillis(250);
    private static final int CELLS = 20;
    private static final int SHORTEST_NAME = 8;
    private static final String STAGE = ": ";
    private static final String GAP = "  ";

    private final String task;
    private final PrintWriter err;
    private final int columns;
    private final LongSupplier clockNs;
    private final long startedNs;
    private final Runnable stop;

    private volatile double done;
    private volatile String note = "";

    // These two change under err's lock, which every line on the terminal takes.
    private boolean shown;
    private boolean closed;

    /**
     * @param columns of the terminal; the last one stays free, since some terminals begin a new line after it
     * @param timer begins to run something again and again, and gives what ends that
     * @param clockNs nanoseconds from any origin
     */
    Bar(String task, PrintWriter err, int columns, Function<Runnable, Runnable> timer, LongSupplier clockNs) {
        this.task = task;
        this.err = err;
        this.columns = columns - 1;
        this.clockNs = clockNs;
        this.startedNs = clockNs.getAsLong();
        this.stop = timer.apply(this::draw);
    }

    static Bar drawnByTime(String task, PrintWriter err, int columns) {
        return new Bar(task, err, columns, Bar::everyQuarterSecond, System::nanoTime);
    }

    private static Runnable everyQuarterSecond(Runnable draw) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "progress bar");
            thread.setDaemon(true);
            return thread;
        });
        Future<?> drawing =
                timer.scheduleAtFixedRate(draw, QUIET.toMillis(), REFRESH.toMillis(), TimeUnit.MILLISECONDS);
        return () -> {
            drawing.cancel(false);
            timer.shutdownNow();
        };
    }

    @Override
    public void at(long part, long total) {
        done = Math.min(1, (double) part / total);
    }

    @Override
    public void note(String text) {
        note = text;
    }

    private void draw() {
        synchronized (err) {
            if (!closed) {
                shown = true;
                print(line(task, done, Duration.ofNanos(clockNs.getAsLong() - startedNs), note, columns));
            }
        }
    }

    /** Makes room for another line, whose printer has err's lock; the bar comes back below it. */
    void makeRoom() {
        if (shown && !closed) {
            print(" ".repeat(columns) + '\r');
        }
    }

    @Override
    public void close() {
        stop.run();
        synchronized (err) {
            makeRoom();
            closed = true;
        }
    }

    private void print(String line) {
        err.print('\r' + line);
        err.flush();
    }

    /**
     * The line, as long as the terminal is wide. Where that is too narrow the names are shortened, of what is being done and
     * then of the task, and never the stage or the time.
     *
     * @param done between 0 and 1
     * @param note what is being done; behind its last colon is the stage
     */
    static String line(String task, double done, Duration elapsed, String note, int columns) {
        int filled = (int) Math.round(done * CELLS);
        String bar = " [" + "=".repeat(filled) + " ".repeat(CELLS - filled) + "] " + left(done, elapsed);
        int colon = note.lastIndexOf(STAGE);
        String stage = colon < 0 ? "" : note.substring(colon);
        String name = colon < 0 ? note : note.substring(0, colon);
        int room = columns - bar.length() - stage.length() - (note.isEmpty() ? 0 : GAP.length());
        String shownTask = shortened(task, room - Math.min(name.length(), SHORTEST_NAME));
        String shownName = shortened(name, room - shownTask.length());
        String line = shownTask + bar + (note.isEmpty() ? "" : GAP) + shownName + stage;
        return line.length() > columns ? line.substring(0, columns) : line + " ".repeat(columns - line.length());
    }

    private static String shortened(String name, int most) {
        int length = Math.max(SHORTEST_NAME, most);
        return name.length() <= length ? name : name.substring(0, length - 1) + '\u2026';
    }

    /** What is left takes as long, part for part, as what is done; with nothing done there is no estimate. */
    private static String left(double done, Duration elapsed) {
        return done > 0
                ? Math.round(done * 100) + "%, "
                        + Quantities.waiting(Duration.ofMillis(Math.round(elapsed.toMillis() * (1 - done) / done)))
                        + " left"
                : Quantities.waiting(elapsed) + " so far";
    }
}
