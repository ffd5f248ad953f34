package dev.squeezebench.cli.console;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBarConsumer;

/** Draws a bar over the same line of stderr again and again, and leaves that line empty. */
final class LineConsumer implements ProgressBarConsumer {
    private static final int WIDTH = 79;

    private final PrintWriter err;

    LineConsumer(PrintWriter err) {
        this.err = err;
    }

    @Override
    public int getMaxRenderedLength() {
        return WIDTH;
    }

    @Override
    public void accept(String line) {
        err.print('\r' + line);
        err.flush();
    }

    @Override
    public void clear() {
        err.print('\r' + " ".repeat(WIDTH) + '\r');
        err.flush();
    }

    @Override
    public void close() {
        err.flush();
    }
}
