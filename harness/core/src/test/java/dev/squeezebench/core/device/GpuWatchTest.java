package dev.squeezebench.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** With a reader that says what the test says. */
class GpuWatchTest {
    private final List<GpuSample> samples = new ArrayList<>();

    @Test
    void theClockOfEachGpuIsKeptAsItWasWhenTheWarmUpEnded() {
        GpuWatch watch = watch();
        read("card0", OptionalLong.of(900));
        read("card1", OptionalLong.empty());
        watch.entered(Stage.WARM_UP, Instant.EPOCH);
        read("card0", OptionalLong.of(1700));
        watch.entered(Stage.MEASURE, Instant.EPOCH);
        read("card0", OptionalLong.of(1500));
        read("card0", OptionalLong.of(1500));

        assertThat(watch.after(Samples.NONE).readings())
                .filteredOn(reading -> reading.name().startsWith("gpu_clock"))
                .containsExactly(
                        new Reading("gpu_clock_warm", 1700, "hertz", "a test", "during"),
                        new Reading("gpu_clock", 1500, "hertz", "a test", "during"));
    }

    private GpuWatch watch() {
        return new GpuWatch(
                new Reader(
                        List.of(sample("card0", OptionalLong.of(300)), sample("card1", OptionalLong.empty())), samples),
                Duration.ZERO);
    }

    private void read(String gpu, OptionalLong hertz) {
        samples.add(sample(gpu, hertz));
    }

    private static GpuSample sample(String gpu, OptionalLong hertz) {
        return new GpuSample(
                gpu,
                "a test",
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                hertz,
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty());
    }

    private record Reader(List<GpuSample> now, List<GpuSample> later) implements GpuReader {
        @Override
        public Monitor<GpuSample> monitor(Duration every) {
            return new Monitor<>() {
                @Override
                public List<GpuSample> samples() {
                    return List.copyOf(later);
                }

                @Override
                public void close() {}
            };
        }
    }
}
