package dev.squeezebench.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Warning;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuJudgeTest {
    private static GpuSample sample(String from, String to) {
        return SmiLine.of(SmiLineTest.BUSY.replace(from, to)).gpu().orElseThrow();
    }

    private static final GpuSample CALM = sample("", "");

    private static List<String> codes(int others, GpuSample... samples) {
        return GpuJudge.warnings(List.of(samples), List.of(samples), others).stream()
                .map(Warning::code)
                .toList();
    }

    @Test
    void aBusyGpuAtItsHighestClockIsNoCauseForAWarning() {
        assertThat(codes(0, CALM, CALM)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0x0000000000000001,", // idle
        "0x0000000000000002,", // clocks set by somebody
        "0x0000000000000004,gpu_power_capped",
        "0x0000000000000008,gpu_throttled",
        "0x0000000000000020,gpu_throttled",
        "0x0000000000000040,gpu_throttled",
        "0x0000000000000080,gpu_throttled"
    })
    void eachReasonHasItsWarning(String bits, String code) {
        assertThat(codes(0, CALM, sample("0x0000000000000000", bits)))
                .isEqualTo(Stream.ofNullable(code).toList());
    }

    @Test
    void theShareOfTheReadingsIsSaid() {
        GpuSample hot = sample("0x0000000000000000", "0x0000000000000020");
        assertThat(GpuJudge.warnings(List.of(CALM, hot, CALM, CALM), List.of(), 0))
                .singleElement()
                .extracting(Warning::message)
                .asString()
                .endsWith("in 25% of the readings");
    }

    @Test
    void aLowClockCountsOnlyWhileTheGpuIsBusy() {
        assertThat(codes(0, sample("1980, 1980", "1200, 1980"))).containsExactly("gpu_clocks_low");
        assertThat(codes(0, sample("97, 2311, 1980, 1980", "3, 2311, 345, 1980")))
                .isEmpty();
    }

    @Test
    void othersOnTheGpuAndADriverThatUnloadsAreSaid() {
        assertThat(codes(2, CALM)).containsExactly("gpu_contended");
        assertThat(codes(0, sample("Enabled", "Disabled"))).containsExactly("gpu_persistence_off");
    }

    @Test
    void aClockThatMovesWhileTheTrialMeasuresIsSaidAndOneReadingTellsNothing() {
        GpuSample slower = sample("1980, 1980", "1872, 1980");
        assertThat(codes(0, CALM, slower)).containsExactly("gpu_clocks_unsteady");
        assertThat(codes(0, CALM, sample("1980, 1980", "1890, 1980"))).isEmpty();
        assertThat(codes(0, CALM)).isEmpty();
        // While it warms up it may move.
        assertThat(GpuJudge.warnings(List.of(slower, CALM), List.of(CALM), 0)).isEmpty();
    }
}
