package dev.squeezebench.android.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.android.simulated.Fault;
import dev.squeezebench.core.RoundExecutor.Result;
import dev.squeezebench.measure.turn.TurnCoordinator;
import dev.squeezebench.records.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a phone is as it should be: before a round, which is not begun or waited for, and in it, which then does not count. */
class RoundConditionsTest extends SimulatedRounds {
    @Test
    void aPhoneThatIsNotFitIsNotMeasured() throws IOException, InterruptedException {
        phone.battery(20, 28, true);

        Result result = round();

        assertThat(result.record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("its battery is at 20%: charge it"));
        assertThat(result.trials()).noneMatch(Trial::counts).allMatch(trial -> trial.device()
                .isPresent());
        assertThat(rounds()).isEmpty();
    }

    @Test
    void aPhoneWhoseClockIsWrongIsNotMeasured() throws IOException, InterruptedException {
        phone.clockError(Duration.ofDays(-400));

        Result result = round();

        assertThat(result.record().voided()).hasValueSatisfying(reason -> assertThat(reason)
                .contains("its clock is wrong by 9600 hours: set date and time automatically"));
        assertThat(result.trials()).noneMatch(Trial::counts);
    }

    @Test
    void aWarmPhoneIsWaitedForBeforeARound() throws IOException, InterruptedException {
        phone.battery(76, 36, true);
        AtomicInteger waits = new AtomicInteger();
        whileWaiting = () -> {
            try {
                phone.battery(76, waits.incrementAndGet() < 3 ? 33 : 30, true);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };

        assertThat(round().record().voided()).isEmpty();
        assertThat(notes).filteredOn(note -> note.contains("its battery has")).hasSize(3);
    }

    @Test
    void aPhoneThatStaysWarmIsWaitedForAsLongAsTheUserSays() throws IOException, InterruptedException {
        phone.battery(76, 36, true);
        coolDown = Duration.ofSeconds(50);
        List<Duration> waits = new ArrayList<>();
        whileWaiting = () -> waits.add(waited);

        assertThat(round().record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("let it cool down"));
        assertThat(waits)
                .as("looks of 15 s, and what is left of the time")
                .extracting(Duration::toSeconds)
                .containsExactly(15L, 30L, 45L, 50L);
    }

    @Test
    void whatWasMeasuredOnAPhoneThatBecameHotDoesNotCount() throws IOException, InterruptedException {
        phone.add(Fault.at("asked shell.*RoundMain", it -> {
            it.battery(76, 36, true);
            it.thermal(2);
        }));

        Result result = round();

        assertThat(flags(result)).isEqualTo("hot,throttled");
        assertThat(result.trials().get(0).samples().measureNs().size())
                .as("kept")
                .isEqualTo(4);
        assertThat(result.trials().get(0).warnings()).extracting("code").contains("hot", "throttled");
        assertThat(result.record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("36.0 °C"));
    }

    @Test
    void aLongRoundIsThereForTheHeatAndCounts() throws IOException, InterruptedException {
        phone.add(Fault.at("asked shell.*RoundMain", it -> {
            it.battery(76, 36, true);
            it.thermal(2);
        }));

        Result result = round(executor(), 1, TurnCoordinator.Length.sustained(1_800_000_000_000L, 2));

        assertThat(result.trials()).allMatch(Trial::counts);
        assertThat(result.trials().get(0).warnings()).extracting("code").contains("hot", "throttled");
        assertThat(result.record().voided()).isEmpty();
        assertThat(rounds().get(0).resolve("round.json")).content().contains("\"sustained_ns\":1800000000000");
    }

    @Test
    void littleMemoryAfterTheRoundMakesItInvalid() throws IOException, InterruptedException {
        phone.add(Fault.at(
                "asked shell.*RoundMain",
                it -> Files.writeString(
                        it.root().resolve("proc/meminfo"), "MemTotal: 7730000 kB\nMemAvailable: 900000 kB\n")));

        Result result = round();
        assertThat(flags(result)).isEqualTo("low_memory");
        assertThat(result.record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("878 MiB of its memory are free"));
    }

    @Test
    void aChangeOfItsPowerMeanwhileMakesItInvalid() throws IOException, InterruptedException {
        phone.add(Fault.at("asked shell.*RoundMain", it -> it.battery(76, 28, false)));

        assertThat(flags(round())).isEqualTo("charging_changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpuset_differs", "core_changed", "screen_off"})
    void whatThePhoneItselfFoundMakesItInvalid(String flag) throws IOException, InterruptedException {
        phone.state(
                "events.jsonl",
                MEASURED + "{\"event\":\"invalid\",\"flag\":\"" + flag + "\",\"message\":\"as the phone saw it\"}\n"
                        + "{\"event\":\"ended\",\"cycles\":2}\n");

        Result result = round();
        assertThat(flags(result)).isEqualTo(flag);
        assertThat(result.trials())
                .allSatisfy(trial -> assertThat(trial.samples().measureNs().size())
                        .as("kept")
                        .isEqualTo(4));
    }

    @ParameterizedTest
    @CsvSource({
        "thermal_status, 1, level, throttled",
        "thermal_status, 0, level, ''",
        "cpu7_frequency_limit, 2.9e9, hertz, ''",
        "cpu7_frequency_limit, 1.2e9, hertz, frequency_capped",
        "cpu7_frequency, 3e8, hertz, ''",
        "screen_on, 0, flag, screen_off"
    })
    void aReadingDuringTheRoundMayMakeItInvalid(String name, String value, String unit, String flag)
            throws IOException, InterruptedException {
        phone.state(
                "events.jsonl",
                MEASURED + "{\"event\":\"reading\",\"at\":\"2026-11-26T20:00:00Z\",\"name\":\"" + name
                        + "\",\"value\":" + value + ",\"unit\":\"" + unit + "\",\"source\":\"test\"}\n"
                        + "{\"event\":\"ended\",\"cycles\":2}\n");

        Result result = round();

        assertThat(result.trials().get(0).counts()).isEqualTo(flag.isEmpty());
        assertThat(flag.isEmpty() ? "" : flags(result)).isEqualTo(flag);
    }

    @Test
    void aScreenThatGoesOffMakesItInvalid() throws IOException, InterruptedException {
        phone.add(Fault.at(
                "asked shell.*RoundMain",
                it -> it.state("dumpsys-power", "POWER MANAGER (dumpsys power)\n  mWakefulness=Asleep\n")));

        assertThat(flags(round())).isEqualTo("screen_off");
    }
}
