package dev.squeezebench.cli.console;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBarConsumer;

/** Draws a bar over the same line of stderr again and again, and leaves that line empty. */
final class LineConsumer implements ProgressBarConsumer {
    private final PrintWriter err;
    private final int columns;

    /** @param columns of the terminal; the last one stays free, since some terminals begin a new line after it */
    LineConsumer(PrintWriter err, int columns) {
        this.err = err;
        this.columns = columns - 1;
    }

    @Override
    public int getMaxRenderedLength() {
        return columns;
    }

    @Override
    public void accept(String line) {
        synchronized (err) {
            err.print('\r' + line);
            err.flush();
        }
    }

    @Override
    public void clear() {
        accept(" ".repeat(columns) + '\r');
    }

    @Override
    public void close() {
        err.flush();
    }
}
