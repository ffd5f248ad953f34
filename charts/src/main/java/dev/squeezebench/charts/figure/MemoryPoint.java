package dev.squeezebench.charts.figure;

import dev.squeezebench.charts.paint.Mark;
import dev.squeezebench.records.Memory;
import java.util.OptionalLong;

/** When in a trial the resident set was read. */
enum MemoryPoint {
    BEFORE_LOAD("before load", "rss_before_load_bytes", Mark.CIRCLE),
    AFTER_LOAD("after load", "rss_after_load_bytes", Mark.SQUARE),
    PEAK("peak while measuring", "rss_peak_bytes", Mark.TRIANGLE);

    private final String label;
    private final String field;
    private final Mark mark;

    MemoryPoint(String label, String field, Mark mark) {
        this.label = label;
        this.field = field;
        this.mark = mark;
    }

    /** In words. */
    String label() {
        return label;
    }

    /** Field of a result file. */
    String field() {
        return field;
    }

    Mark mark() {
        return mark;
    }

    /** The reading, absent where the platform tells none. */
    OptionalLong of(Memory memory) {
        return switch (this) {
            case BEFORE_LOAD -> memory.rssBeforeLoadBytes();
            case AFTER_LOAD -> memory.rssAfterLoadBytes();
            case PEAK -> memory.rssPeakBytes();
        };
    }
}
