package dev.squeezebench.android.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.android.simulated.Fault;
import dev.squeezebench.android.simulated.Phone;
import dev.squeezebench.core.RoundExecutor.Result;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A round goes on without its computer: when the cable is pulled, and when the command is killed. */
class LeftRoundTest extends SimulatedRounds {
    @Test
    void aPhoneThatIsUnpluggedMeanwhileGoesOnAndIsFoundAgain() throws IOException, InterruptedException {
        phone.add(Fault.at("asked shell.*tail -c", Phone::unplug));
        whileWaiting = () -> {
            try {
                daemon.plugIn();
                adb.run("disconnect", daemon.serial());
                adb.connect(daemon);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };

        Result result = round();

        assertThat(result.record().voided()).isEmpty();
        assertThat(result.trials()).allMatch(Trial::counts);
    }

    /** In the round, and before the next one. */
    @ParameterizedTest
    @CsvSource({"60, 60", "10, 10", "37, 37"})
    void aPhoneThatIsAwayIsWaitedForAsLongAsTheUserSays(long seconds, long wanted)
            throws IOException, InterruptedException {
        reconnect = Duration.ofSeconds(seconds);
        phone.add(Fault.at("asked shell.*tail -c", Phone::unplug));
        PhoneExecutor executor = executor();

        assertThat(round(executor).record().voided()).isPresent();
        assertThat(waited).isEqualTo(Duration.ofSeconds(wanted));
        waited = Duration.ZERO;
        assertThat(round(executor, 2).record().voided()).isPresent();
        assertThat(waited).isEqualTo(Duration.ofSeconds(wanted));
    }

    @Test
    void aPhoneThatDoesNotComeBackLosesTheRoundAndNothingElse() throws IOException, InterruptedException {
        phone.add(Fault.at("asked shell.*tail -c", Phone::unplug));

        Result result = round();

        assertThat(result.record().voided())
                .hasValueSatisfying(reason -> assertThat(reason).contains("adb"));
        assertThat(result.trials()).hasSize(2).noneMatch(Trial::counts);
        assertThat(result.trials().get(0).outcome())
                .isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> assertThat(failed.fromOutside())
                        .isTrue());
    }

    /** As after a kill: nothing of the first command is left on the computer. */
    @Test
    void aRoundThatHasEndedMeanwhileIsTakenOver() throws IOException, InterruptedException {
        round();
        phone.appCommand("echo started again >>\"$PHONE/sim/again\"; exit 1");

        Result result = round();

        assertThat(result.trials()).hasSize(2).allMatch(Trial::counts);
        assertThat(phoneFolder.resolve("sim/again")).doesNotExist();
        assertThat(notes).containsExactly("going on with a round that was begun on the device before");
    }

    @Test
    void aRoundThatStillRunsIsFollowedAndNotStartedAgain() throws IOException, InterruptedException {
        phone.appCommand(APP.formatted("echo started >>\"$PHONE/sim/starts\"; read -r word <\"$PHONE/sim/gate\""));
        Path gate = phoneFolder.resolve("sim/gate");
        assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor())
                .isZero();
        whileWaiting = () -> {
            throw new Killed();
        };
        assertThatThrownBy(this::round).isInstanceOf(Killed.class);
        phone.battery(76, 36, true);
        whileWaiting = () -> {
            try {
                whileWaiting = () -> {};
                phone.battery(76, 28, true);
                Files.writeString(gate, "go on\n");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };

        Result result = round();

        assertThat(result.trials()).hasSize(2).allMatch(Trial::counts);
        assertThat(Files.readAllLines(phoneFolder.resolve("sim/starts"))).containsExactly("started");
    }

    @Test
    void whatAKilledCommandLeftRunningIsEndedBeforeAnotherRound() throws IOException, InterruptedException {
        phone.appCommand("exec sleep 1000");
        whileWaiting = () -> {
            throw new Killed();
        };
        assertThatThrownBy(this::round).isInstanceOf(Killed.class);
        String pid = Files.readString(rounds().get(0).resolve("pid")).split(" ", -1)[0];
        assertThat(runs(pid)).isTrue();
        whileWaiting = () -> {};
        phone.appCommand(APP.formatted(""));

        assertThat(round(executor(), 2).trials()).allMatch(Trial::counts);
        assertThat(runs(pid)).isFalse();
        assertThat(rounds()).hasSize(1);
    }

    /** Whoever measures in the other mode next ends what still runs. */
    @Test
    void aRoundOfTheAppThatWasLeftRunningIsEndedByForce() throws IOException, InterruptedException {
        phone.appCommand(APP.formatted("sleep 600"));
        PhoneExecutor killed = executor();
        whileWaiting = () -> {
            throw new IllegalStateException("the command is killed");
        };
        assertThatThrownBy(() -> byApp(killed, 1)).hasMessage("the command is killed");
        assertThat(phone.run("pidof dev.squeezebench").status()).isZero();

        whileWaiting = () -> {};
        phone.appCommand(APP.formatted(""));
        assertThat(round().record().voided()).isEmpty();
        assertThat(phone.run("pidof dev.squeezebench").status()).isEqualTo(1);
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
