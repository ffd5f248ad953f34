package dev.squeezebench.measure.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.LongSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceClockFileTest {
    private final Path file;

    DeviceClockFileTest(@TempDir Path folder) {
        this.file = folder.resolve("clocks");
    }

    @Test
    void no_file_yet_is_no_reading_yet() throws Exception {
        assertThat(latest()).isEqualTo(new ClockSpread(LongSeries.of()));
    }

    @Test
    void what_is_appended_arrives_and_the_last_four_readings_count() throws Exception {
        append("GPU-1", 210, 900);
        append("GPU-1", 1900, 1950, 1980);
        assertThat(latest()).isEqualTo(new ClockSpread(LongSeries.of(900, 1900, 1950, 1980)));
    }

    @Test
    void the_device_farthest_from_steady_speaks_for_all() throws Exception {
        append("card0", 300, 300, 300, 300);
        append("card1", 300, 600, 600, 600);
        append("card2", 900, 1000, 1000, 1000);
        assertThat(latest()).isEqualTo(new ClockSpread(LongSeries.of(300, 600, 600, 600)));

        append("card3", 300);
        assertThat(latest()).isEqualTo(new ClockSpread(LongSeries.of(300)));
    }

    @Test
    void a_sleeping_device_is_steady() throws Exception {
        append("card0", 0, 0, 0, 0);
        assertThat(latest().steady()).isTrue();
    }

    @Test
    void a_line_that_is_still_being_written_waits_for_its_end() throws Exception {
        append("card0", 300);
        Files.writeString(file, "{\"device\":\"card0\",\"her", StandardOpenOption.APPEND);
        assertThat(latest()).isEqualTo(new ClockSpread(LongSeries.of(300)));
    }

    @Test
    void a_damaged_line_is_refused_by_name() throws Exception {
        Files.writeString(file, "{\"device\":\"card0\",\"hertz\":-1}\n");
        assertThatThrownBy(this::latest)
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("clocks: no reading of a clock: a clock runs at 0 hertz or more, not at -1");
    }

    private void append(String device, long... hertz) throws IOException {
        DeviceClockFile.append(
                file,
                LongSeries.of(hertz).stream()
                        .mapToObj(value -> new DeviceClock(device, value))
                        .toList());
    }

    private ClockSpread latest() throws IOException {
        return new DeviceClockFile(file).latest().orElseThrow();
    }
}
