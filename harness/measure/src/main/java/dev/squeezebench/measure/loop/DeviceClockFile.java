package dev.squeezebench.measure.loop;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The file by which readings of clocks travel to the measured process, a JSON object a line. It is read whole at each look:
 * a warm-up of some seconds has some dozens of readings.
 */
public final class DeviceClockFile implements DeviceClocks {
    private final Path file;

    /** A file that may not be there yet. */
    public DeviceClockFile(Path file) {
        this.file = file;
    }

    /** Adds readings, oldest first, in one write. */
    public static void append(Path file, List<DeviceClock> clocks) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (DeviceClock clock : clocks) {
            try (JsonOutput json = JsonOutput.to(lines)) {
                json.document(fields -> fields.text("device", clock.device()).integer("hertz", clock.hertz()));
            }
            lines.write('\n');
        }
        Files.write(file, lines.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public Optional<ClockSpread> latest() throws IOException {
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        List<DeviceClock> clocks = new ArrayList<>();
        int start = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                clocks.add(clock(Arrays.copyOfRange(bytes, start, end)));
                start = end + 1;
            }
        }
        return Optional.of(ClockSpread.of(clocks));
    }

    private DeviceClock clock(byte[] line) throws UnreadableFileException {
        try {
            JsonFields fields = JsonFields.parse(line);
            return new DeviceClock(fields.text("device"), fields.longInteger("hertz"));
        } catch (JsonFormatException | IllegalArgumentException e) {
            throw new UnreadableFileException(
                    file, "no reading of a clock: " + e.getMessage(), "start the trial again");
        }
    }
}
