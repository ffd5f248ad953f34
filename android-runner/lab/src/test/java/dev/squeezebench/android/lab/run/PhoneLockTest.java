package dev.squeezebench.android.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.android.simulated.Fault;
import dev.squeezebench.records.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A phone that several computers reach: one of them has it at a time. */
class PhoneLockTest extends SimulatedRounds {
    @BeforeEach
    void aSecondIsOver() throws IOException {
        phone.insteadOfSleeping(1, "");
    }

    private Path lock() {
        return phoneFolder.resolve("data/local/tmp/squeezebench/lock");
    }

    /** What another computer left that measures, or is gone, and when it said so last. */
    private void lockedBy(String computer, Duration ago) throws IOException {
        Files.createDirectories(lock().getParent());
        Files.writeString(
                lock(),
                computer
                        + ' '
                        + Instant.now().minus(ago).getEpochSecond()
                        + ' '
                        + owner(computer).holder().text()
                        + '\n');
    }

    @Test
    void aPhoneThatAnotherComputerMeasuresOnIsNotTakenFromIt() throws IOException, InterruptedException {
        lockedBy("theirs", Duration.ofMinutes(4));
        waits = false;

        assertThat(round().record().voided()).hasValueSatisfying(reason -> assertThat(reason)
                .contains("process 4711 (squeezebench run on theirs, since ")
                .contains("has device " + daemon.serial() + ": wait for its end"));
        assertThat(lock()).content().startsWith("theirs ");
        assertThat(phoneFolder.resolve("data/local/tmp/squeezebench/rounds")).doesNotExist();
    }

    @Test
    void theEndOfAnotherComputersCommandIsWaitedFor() throws IOException, InterruptedException {
        lockedBy("theirs", Duration.ZERO);
        List<String> waited = new ArrayList<>();
        whileWaiting = () -> {
            waited.add("waited");
            if (waited.size() == 3) {
                try {
                    Files.delete(lock());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        PhoneExecutor executor = executor();

        assertThat(round(executor).trials()).allMatch(Trial::counts);
        assertThat(notes)
                .filteredOn(
                        note -> note.contains("waiting for another computer: process 4711 (squeezebench run on theirs"))
                .hasSize(1);
        assertThat(lock()).content().startsWith("ours ");
        executor.close();
        assertThat(lock()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"theirs, 301", "theirs, -900", "ours, 0"})
    void whatAComputerThatIsGoneLeftIsTakenOver(String computer, long secondsAgo)
            throws IOException, InterruptedException {
        lockedBy(computer, Duration.ofSeconds(secondsAgo));
        waits = false;

        assertThat(round().trials()).allMatch(Trial::counts);
        assertThat(lock()).content().startsWith("ours ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "x", "theirs soon 4711", "\u0000\u001b[31m 1 2"})
    void aLockThatSaysNothingIsTakenOver(String text) throws IOException, InterruptedException {
        Files.createDirectories(lock().getParent());
        Files.writeString(lock(), text);
        waits = false;

        assertThat(round().trials()).allMatch(Trial::counts);
    }

    /** A second after it was written, the lock has the other one's line. */
    @Test
    void whatTwoComputersTakeOverAtOnceIsTheLastOnesToWrite() throws IOException, InterruptedException {
        lockedBy("gone", Duration.ofMinutes(6));
        phone.insteadOfSleeping(1, "sed -i 's/^ours /theirs /' \"$PHONE/data/local/tmp/squeezebench/lock\"");
        waits = false;

        assertThat(round().record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("squeezebench run on ours", "has device "));
        assertThat(lock()).content().startsWith("theirs ");
    }

    @Test
    void aRoundDuringWhichAnotherComputerTookThePhoneIsVoid() throws IOException, InterruptedException {
        Instant begun = Instant.now();
        AtomicInteger passed = new AtomicInteger();
        time = () -> begun.plusSeconds(passed.get());
        phone.appCommand(APP.formatted("while [ ! -f \"$PHONE/sim/gate\" ]; do sleep 0.01; done"));
        whileWaiting = () -> {
            try {
                // Its owner was away for long, and the lock was anybody's.
                passed.set(31);
                lockedBy("theirs", Duration.ZERO);
                phone.state("gate", "go on\n");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };
        PhoneExecutor executor = executor();

        assertThat(round(executor).record().voided()).hasValueSatisfying(reason -> assertThat(reason)
                .contains("squeezebench run on theirs", "took the device, or cleaned it, meanwhile"));
        executor.close();
        assertThat(lock()).content().startsWith("theirs ");
    }

    @Test
    void whileItMeasuresTheOwnerSaysSoTwiceAMinute() throws IOException, InterruptedException {
        Instant begun = Instant.now();
        AtomicInteger passed = new AtomicInteger();
        time = () -> begun.plusSeconds(passed.get());
        AtomicInteger signs = new AtomicInteger();
        phone.add(Fault.at("asked shell.*mv -f \"\\$1\\.\\$\\$", it -> signs.incrementAndGet()));
        AtomicInteger waited = new AtomicInteger();
        phone.appCommand(APP.formatted("while [ ! -f \"$PHONE/sim/gate\" ]; do sleep 0.01; done"));
        whileWaiting = () -> {
            try {
                passed.incrementAndGet();
                if (waited.incrementAndGet() == 29) {
                    assertThat(signs).hasValue(0);
                } else if (waited.get() == 32) {
                    phone.state("gate", "go on\n");
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };

        assertThat(round().trials()).allMatch(Trial::counts);
        assertThat(signs).hasValue(1);
    }
}
