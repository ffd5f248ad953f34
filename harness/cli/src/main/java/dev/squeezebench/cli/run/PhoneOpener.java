package dev.squeezebench.cli.run;

import dev.squeezebench.android.lab.adb.AdbServer;
import dev.squeezebench.android.lab.adb.ListedDevice;
import dev.squeezebench.android.lab.phone.PhoneEnvironment;
import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.android.lab.run.PhoneExecutor;
import dev.squeezebench.android.lab.run.PhoneLock;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.core.lock.MachineLock;
import dev.squeezebench.core.trial.TrialListener;
import dev.squeezebench.core.trial.TrialSettings;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.text.ProgressListener;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Opens the phones of a run: each is asked for at its first round, so that one that is gone is a trial that failed and nothing
 * else.
 *
 * @param run whose record says how each phone was
 * @param settings of every trial
 * @param scratch folder for temporary files
 * @param waits whether a phone that another command measures on is waited for
 * @param found told how each phone is before its first round; called where an interruption may come: it must not save it
 */
record PhoneOpener(Run run, TrialSettings settings, Path scratch, boolean waits, Consumer<Environment> found) {
    private static final String COMMAND = "squeezebench run";

    /** What runs trials on the phone of an arm. */
    PhoneExecutor open(Arm arm, MeasuringListener listener) {
        RunnerInfo.Phone phone = arm.phone().orElseThrow();
        return new PhoneExecutor(
                new ListedDevice(AdbServer.parse(phone.server()), phone.serial(), ListedDevice.READY, Optional.empty())
                        .open(),
                run.record().run(),
                settings,
                new PhoneExecutor.Patience(
                        run.settings().length().coolDown(),
                        run.settings().length().reconnect()),
                new Witness(phone, listener),
                scratch,
                Clock.systemUTC(),
                time -> Thread.sleep(time.toMillis()));
    }

    private final class Witness implements PhoneExecutor.Witness {
        private final RunnerInfo.Phone phone;
        private final MeasuringListener listener;

        Witness(RunnerInfo.Phone phone, MeasuringListener listener) {
            this.phone = phone;
            this.listener = listener;
        }

        @Override
        public TrialListener listener() {
            return listener;
        }

        @Override
        public ProgressListener progress() {
            return listener.between();
        }

        @Override
        public PhoneLock.Owner owner() {
            return PhoneLock.Owner.ofThisComputer(COMMAND, Instant.now());
        }

        @Override
        public boolean waits() {
            return waits;
        }

        @Override
        public Closeable claim() throws IOException, InterruptedException {
            MachineLock lock = MachineLock.ofDevice(phone.device().id(), phone.serial());
            return waits ? lock.await(COMMAND, listener::waiting)::close : lock.take(COMMAND)::close;
        }

        @Override
        public void found(PhoneFacts facts) {
            found.accept(PhoneEnvironment.of(
                    facts,
                    run.record().run(),
                    Instant.now(),
                    new Redaction(run.record().identified())));
        }
    }
}
