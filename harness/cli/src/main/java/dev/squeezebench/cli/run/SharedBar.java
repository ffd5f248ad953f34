package dev.squeezebench.cli.run;

import dev.squeezebench.records.text.ProgressListener;
import java.util.ArrayList;
import java.util.List;

/** One bar for several devices: how far they are together, how many are done, and what the one that spoke last does. */
final class SharedBar {
    private static final long WHOLE = 1_000_000;

    private final ProgressListener.Task bar;
    private final List<Part> parts = new ArrayList<>();

    SharedBar(ProgressListener.Task bar) {
        this.bar = bar;
    }

    /** The part of a device; it is done when it is closed. */
    synchronized ProgressListener.Task of(String device) {
        Part part = new Part(device);
        parts.add(part);
        return part;
    }

    private synchronized void show(Part told) {
        double share = parts.stream().mapToDouble(part -> part.share).average().orElse(0);
        if (share > 0) {
            bar.at(Math.round(share * WHOLE), WHOLE);
        }
        long done = parts.stream().filter(part -> part.closed).count();
        bar.note((parts.size() > 1 ? done + " of " + parts.size() + " devices done, " : "")
                + told.device
                + ' '
                + told.note);
    }

    private final class Part implements ProgressListener.Task {
        private final String device;
        private double share;
        private String note = "";
        private boolean closed;

        Part(String device) {
            this.device = device;
        }

        @Override
        public void at(long done, long total) {
            synchronized (SharedBar.this) {
                share = Math.min(1, (double) done / total);
                show(this);
            }
        }

        @Override
        public void note(String now) {
            synchronized (SharedBar.this) {
                note = now;
                show(this);
            }
        }

        @Override
        public void close() {
            synchronized (SharedBar.this) {
                share = 1;
                closed = true;
                note = "done";
                show(this);
            }
        }
    }
}
