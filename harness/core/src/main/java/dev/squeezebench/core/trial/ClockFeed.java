package dev.squeezebench.core.trial;

import dev.squeezebench.core.TrialObserver;
import dev.squeezebench.measure.loop.DeviceClock;
import dev.squeezebench.measure.loop.DeviceClockFile;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Hands the measured process the clocks of its devices while it warms up, and only then: what ran before says nothing. */
final class ClockFeed {
    private final TrialObserver.Watch watch;
    private final Path file;
    private Map<String, LongSeries> handed = Map.of();
    private boolean warmingUp;

    /**
     * A feed that has not begun.
     *
     * @param watch who reads the clocks
     * @param file that the measured process looks at
     */
    ClockFeed(TrialObserver.Watch watch, Path file) {
        this.watch = watch;
        this.file = file;
    }

    /** The measured process entered a stage. */
    void entered(Stage stage) {
        warmingUp = stage == Stage.WARM_UP;
        if (warmingUp) {
            handed = watch.clocks();
        }
    }

    /** Hands on what was read since the last look. */
    void look() throws IOException {
        if (!warmingUp) {
            return;
        }
        Map<String, LongSeries> read = watch.clocks();
        List<DeviceClock> fresh = new ArrayList<>();
        read.forEach((device, hertz) -> hertz.stream()
                .skip(handed.getOrDefault(device, LongSeries.of()).size())
                .forEach(value -> fresh.add(new DeviceClock(device, value))));
        if (!fresh.isEmpty()) {
            DeviceClockFile.append(file, fresh);
        }
        handed = read;
    }
}
