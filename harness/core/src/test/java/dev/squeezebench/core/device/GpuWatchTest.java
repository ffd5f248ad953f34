package dev.squeezebench.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.TrialObserver.Observed;
import dev.squeezebench.core.device.GpuReader.Timed;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** With a reader that says what the test says. */
class GpuWatchTest {
    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

    private Consumer<Timed<GpuSample>> samples = read -> {};
    private Consumer<Timed<GpuProcess>> own = read -> {};
    private final List<GpuProcess> before = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();

    @Test
    void clocksAreThoseOfTheWarmUpAndTheMeasuringAndTheWarmOneIsTheLastBefore() {
        GpuWatch watch = watch();
        read(1, "card0", 900, 0);
        enter(watch, Stage.FIRST_INFERENCE, 2);
        read(3, "card0", 1000, 0);
        enter(watch, Stage.WARM_UP, 4);
        read(5, "card0", 1700, 0);
        enter(watch, Stage.MEASURE, 6);
        read(7, "card0", 1500, 0);
        read(8, "card0", 1500, 0);
        enter(watch, Stage.OUTPUT_CHECK, 9);
        read(10, "card0", 300, 0);
        read(11, "card0", 300, 0);
        read(12, "card0", 300, 0);

        assertThat(watch.after(Samples.NONE).readings())
                .filteredOn(reading -> reading.name().startsWith("gpu_clock"))
                .containsExactly(
                        new Reading("gpu_clock_warm", 1700, "hertz", "a test of card0", "during"),
                        new Reading("gpu_clock", 1500, "hertz", "a test of card0", "during"));
    }

    @Test
    void thePeakOfTheMemoryEndsWhereTheMeasuringEnds() {
        GpuWatch watch = watch();
        read(1, "card0", 1, 100);
        process(1, "card0", 40);
        enter(watch, Stage.FIRST_INFERENCE, 2);
        read(3, "card0", 1, 500);
        process(3, "card0", 440);
        enter(watch, Stage.WARM_UP, 4);
        read(5, "card0", 1, 700);
        process(5, "card0", 640);
        enter(watch, Stage.MEASURE, 6);
        read(7, "card0", 1, 600);
        process(7, "card0", 540);
        enter(watch, Stage.OUTPUT_CHECK, 8);
        // A second session, which finds out where the nodes ran, while the first is open.
        read(9, "card0", 1, 1300);
        process(9, "card0", 1240);

        Observed observed = watch.after(Samples.NONE);

        assertThat(value(observed, "gpu_memory_peak")).containsExactly(700.0);
        assertThat(value(observed, "gpu_process_memory_peak")).containsExactly(640.0);
        assertThat(observed.deviceBytes()).hasValue(640);
        assertThat(value(observed, "gpu_memory_after_load")).containsExactly(500.0);
        assertThat(value(observed, "gpu_process_memory_after_load")).containsExactly(440.0);
    }

    @Test
    void aTrialThatFailedWhileItLoadedHasItsPeakAndNothingOfWhatItDidNotReach() {
        GpuWatch watch = watch();
        enter(watch, Stage.LOAD, 1);
        read(2, "card0", 900, 100);

        Observed observed = watch.after(Samples.NONE);

        assertThat(observed.readings()).extracting(Reading::name).containsExactly("gpu_memory_used", "gpu_memory_peak");
        assertThat(observed.warnings()).isEmpty();
    }

    @Test
    void anotherGpuThanOursNeitherFlagsTheTrialNorIsReported() {
        before.add(new GpuProcess(1, "card1", OptionalLong.of(9000)));
        GpuWatch watch = watch();
        enter(watch, Stage.WARM_UP, 1);
        enter(watch, Stage.MEASURE, 2);
        for (int i = 3; i < 6; i++) {
            read(i, "card0", 1500, 100);
            read(i, "card1", 100L * i, 9000);
            process(i, "card0", 90);
        }

        Observed observed = watch.after(Samples.NONE);

        assertThat(observed.warnings()).isEmpty();
        assertThat(observed.readings()).extracting(Reading::source).containsOnly("a test of card0");
    }

    @Test
    void somebodyElsesProcessOnOurGpuAndAMovingClockFlagTheTrial() {
        before.add(new GpuProcess(1, "card0", OptionalLong.of(9000)));
        GpuWatch watch = watch();
        enter(watch, Stage.WARM_UP, 1);
        enter(watch, Stage.MEASURE, 2);
        read(3, "card0", 1500, 100);
        read(4, "card0", 1400, 100);

        assertThat(watch.after(Samples.NONE).warnings())
                .extracting(Warning::code)
                .containsExactlyInAnyOrder("gpu_contended", "gpu_clocks_unsteady");
    }

    @Test
    void whereTheDriverDoesNotSayWhichOfSeveralIsOursTheReadingsStayAndAccuseNoOne() {
        before.add(new GpuProcess(1, "card1", OptionalLong.of(9000)));
        GpuWatch watch = watch();
        enter(watch, Stage.WARM_UP, 1);
        enter(watch, Stage.MEASURE, 2);
        read(3, "card0", 1500, 100);
        read(3, "card1", 300, 9000);
        read(4, "card1", 600, 9000);

        Observed observed = watch.after(Samples.NONE);

        assertThat(observed.warnings()).isEmpty();
        assertThat(observed.readings()).extracting(Reading::source).contains("a test of card0", "a test of card1");
    }

    @Test
    void closingEndsBothReadersEvenWithoutAResult() {
        watch().close();
        assertThat(closed).containsExactly("gpus", "processes");
    }

    private static List<Double> value(Observed observed, String name) {
        return observed.readings().stream()
                .filter(reading -> reading.name().equals(name))
                .map(Reading::value)
                .toList();
    }

    private GpuWatch watch() {
        return new GpuWatch(new Reader(), Duration.ZERO);
    }

    private static void enter(GpuWatch watch, Stage stage, long second) {
        watch.entered(stage, START.plusSeconds(second));
    }

    private void read(long second, String gpu, long hertz, long bytes) {
        samples.accept(new Timed<>(START.plusSeconds(second), sample(gpu, hertz, bytes)));
    }

    private void process(long second, String gpu, long bytes) {
        long self = ProcessHandle.current().pid();
        own.accept(new Timed<>(START.plusSeconds(second), new GpuProcess(self, gpu, OptionalLong.of(bytes))));
    }

    private static GpuSample sample(String gpu, long hertz, long bytes) {
        return new GpuSample(
                gpu,
                "a test of " + gpu,
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalLong.of(bytes),
                OptionalLong.of(hertz),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty());
    }

    private final class Reader implements GpuReader {
        @Override
        public List<GpuSample> now() {
            return List.of(sample("card0", 300, 10), sample("card1", 300, 9000));
        }

        @Override
        public Monitor monitor(Duration every, Consumer<Timed<GpuSample>> read) {
            samples = read;
            return () -> closed.add("gpus");
        }

        @Override
        public List<GpuProcess> processes() {
            return List.copyOf(before);
        }

        @Override
        public Monitor monitorProcesses(Duration every, Consumer<Timed<GpuProcess>> read) {
            own = read;
            return () -> closed.add("processes");
        }
    }
}
