package dev.squeezebench.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Examples;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeakMemoryTest {
    private final PeakMemory peaks;

    PeakMemoryTest(@TempDir Path folder) {
        this.peaks = PeakMemory.in(folder.resolve("cache"));
    }

    @Test
    void theHighestOfTheLatestRunIsKeptByScenario() throws IOException {
        assertThat(peaks.read()).isEmpty();
        // Round n peaks at 400,000,000 + n bytes.
        peaks.add(List.of(trial(9)));
        peaks.add(List.of(trial(2), trial(7), trial(3)));

        assertThat(peaks.read()).containsOnlyKeys(Examples.SQUEEZE.id()).containsValue(400_000_007L);
    }

    @Test
    void whatWasNotMeasuredToItsEndSaysNothing() throws IOException {
        peaks.add(List.of(trial(1).withOutcome(new TrialOutcome.Unsupported("no"))));

        assertThat(peaks.file()).doesNotExist();
    }

    @Test
    void aDamagedFileIsWrittenAnew() throws IOException {
        peaks.add(List.of(trial(1)));
        Files.writeString(peaks.file(), "{\"peaks\":[{}]}");
        assertThat(peaks.read()).isEmpty();

        peaks.add(List.of(trial(4)));
        assertThat(peaks.read()).containsValue(400_000_004L);
    }

    private static Trial trial(int round) {
        return Examples.measured(Examples.RUN, Examples.SQUEEZE, round, 56_000_000);
    }
}
