package dev.squeezebench.cli.console;

import dev.squeezebench.workloads.store.BuildListener;

/** Shows the making of model files and reference outputs, one bar a file. */
public final class BuildProgress implements BuildListener, AutoCloseable {
    private final Console console;
    private String current = "";
    private TaskProgress bar = TaskProgress.HIDDEN;

    public BuildProgress(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void notice(String message) {
        console.message(message);
    }

    @Override
    public synchronized void progress(String what, long done, long total) {
        if (!what.equals(current)) {
            bar.close();
            current = what;
            bar = console.progress("writing " + what);
        }
        bar.at(done, Math.max(1, total));
    }

    @Override
    public synchronized void close() {
        bar.close();
    }
}
