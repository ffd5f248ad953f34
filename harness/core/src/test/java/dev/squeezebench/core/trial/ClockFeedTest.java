package dev.squeezebench.core.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.TrialObserver;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockFeedTest {
    private final Path file;
    private Map<String, LongSeries> read = Map.of("card0", LongSeries.of(300, 310));

    private final TrialObserver.Watch watch = new TrialObserver.Watch() {
        @Override
        public Map<String, LongSeries> clocks() {
            return read;
        }

        @Override
        public TrialObserver.Observed after(Samples samples) {
            return TrialObserver.Observed.NOTHING;
        }
    };

    ClockFeedTest(@TempDir Path folder) {
        this.file = folder.resolve("clocks");
    }

    @Test
    void hands_on_what_is_read_while_the_process_warms_up_each_once() throws Exception {
        ClockFeed feed = new ClockFeed(watch, file);
        feed.entered(Stage.LOAD);
        feed.look();
        feed.entered(Stage.WARM_UP);
        feed.look();
        assertThat(file).doesNotExist();

        read = Map.of("card0", LongSeries.of(300, 310, 320));
        feed.look();
        read = Map.of("card0", LongSeries.of(300, 310, 320, 330, 340));
        feed.look();
        feed.look();
        feed.entered(Stage.MEASURE);
        read = Map.of("card0", LongSeries.of(300, 310, 320, 330, 340, 350));
        feed.look();

        assertThat(Files.readString(file)).isEqualTo("""
                {"device":"card0","hertz":320}
                {"device":"card0","hertz":330}
                {"device":"card0","hertz":340}
                """);
    }
}
