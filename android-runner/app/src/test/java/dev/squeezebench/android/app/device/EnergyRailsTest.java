package dev.squeezebench.android.app.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Reading;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Against classes with the methods that Android's reference lists for API level 35. */
class EnergyRailsTest {
    /** {@code PowerMonitor}. */
    public record Monitor(String getName, int getType) {}

    /** {@code PowerMonitorReadings}; energy in microwatt-seconds, -1 where there is none. */
    public record Readings(Map<String, Long> energy) {
        public long getConsumedEnergy(Monitor monitor) {
            return energy.getOrDefault(monitor.getName(), -1L);
        }

        public long getTimestampMillis(Monitor monitor) {
            return 1;
        }
    }

    /** {@code android.os.OutcomeReceiver}. */
    public interface OutcomeReceiver<R, E extends Throwable> {
        void onResult(R result);

        default void onError(E error) {}
    }

    /** {@code SystemHealthManager}. */
    public static class HealthManager {
        private final List<Monitor> monitors;
        private final Readings readings;

        HealthManager(List<Monitor> monitors, Readings readings) {
            this.monitors = monitors;
            this.readings = readings;
        }

        public void getSupportedPowerMonitors(Executor executor, Consumer<List<Monitor>> onResult) {
            executor.execute(() -> onResult.accept(monitors));
        }

        public void getPowerMonitorReadings(
                List<Monitor> asked, Executor executor, OutcomeReceiver<Readings, RuntimeException> onResult) {
            assertThat(asked).isSubsetOf(monitors);
            executor.execute(() -> onResult.onResult(readings));
        }
    }

    private static final Monitor BIG = new Monitor("S2M_VDD_CPUCL2", 1);
    private static final Monitor GPU = new Monitor("S2S_VDD_G3D", 1);
    private static final Monitor MODEL = new Monitor("CPU", 0);

    @Test
    void measuredRailsKeepTheirNamesAndCountJoules() throws InterruptedException {
        EnergyRails rails = EnergyRails.of(new HealthManager(
                List.of(BIG, MODEL, GPU),
                new Readings(Map.of(BIG.getName(), 2_500_000L, GPU.getName(), 0L, MODEL.getName(), 7L))));
        assertThat(rails.now())
                .containsExactly(
                        new Reading("energy_S2M_VDD_CPUCL2", 2.5, "joule", "SystemHealthManager", "during"),
                        new Reading("energy_S2S_VDD_G3D", 0, "joule", "SystemHealthManager", "during"));
    }

    @Test
    void aRailWithoutAFigureIsLeftOut() throws InterruptedException {
        EnergyRails rails =
                EnergyRails.of(new HealthManager(List.of(BIG, GPU), new Readings(Map.of(GPU.getName(), 1_000_000L))));
        assertThat(rails.now())
                .containsExactly(new Reading("energy_S2S_VDD_G3D", 1, "joule", "SystemHealthManager", "during"));
    }

    @Test
    void anErrorIsNoReading() throws InterruptedException {
        HealthManager refusing = new HealthManager(List.of(BIG), new Readings(Map.of())) {
            @Override
            public void getPowerMonitorReadings(
                    List<Monitor> asked, Executor executor, OutcomeReceiver<Readings, RuntimeException> onResult) {
                onResult.onError(new IllegalStateException("too many requests"));
            }
        };
        assertThat(EnergyRails.of(refusing).now()).isEmpty();
    }

    @Test
    void anAndroidWithoutTheseMethodsHasNoRails() throws InterruptedException {
        assertThat(EnergyRails.of(new Object()).now()).isEmpty();
    }
}
