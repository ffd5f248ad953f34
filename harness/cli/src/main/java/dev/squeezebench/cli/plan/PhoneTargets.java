package dev.squeezebench.cli.plan;

import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.ListedDevice;
import dev.squeezebench.android.lab.phone.PhoneEnvironment;
import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.android.lab.run.PhoneApp;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.devices.ServerOption;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.records.text.Printable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The phones that targets name. Each is asked once. */
final class PhoneTargets {
    /** The app has this runner's library and no other. */
    private static final String RUNNER = "tflite";

    private final Surroundings surroundings;
    private final Map<String, RunnerInfo.Phone> known = new HashMap<>();

    /**
     * @param found phones that are known already, by the word for them in targets
     */
    PhoneTargets(Surroundings surroundings, Map<String, RunnerInfo.Phone> found) {
        this.surroundings = surroundings;
        this.known.putAll(found);
    }

    /**
     * A runner as it is on a phone.
     *
     * @param word its serial, or as results have that
     * @throws AdbException when there is no adb, no such phone, or it cannot be used
     * @throws UserException when another version of its runtime is wanted than the app has
     */
    RunnerDistribution on(String word, RunnerDistribution runner) throws AdbException, InterruptedException {
        if (!runner.runtimeJars().isEmpty()) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "the app on phones has no " + runner.name() + ' ' + Printable.text(runner.runtimeVersion())
                            + ", only the version that this program comes with: leave out --runtime");
        }
        RunnerInfo.Phone phone = known.get(word);
        if (phone == null) {
            ListedDevice listed =
                    ServerOption.phones(List.of(), surroundings.environment()).ready(word);
            phone = new RunnerInfo.Phone(
                    listed.serial(), listed.server().toString(), PhoneEnvironment.device(PhoneFacts.of(listed.open())));
            known.put(word, phone);
        }
        return runner.on(phone, app().jar());
    }

    private PhoneApp app() {
        return PhoneApp.of(surroundings.home());
    }

    /** Whether a runner's acceleration can be measured on a phone; a trial finds out whether it works there. */
    Availability availability(RunnerDistribution runner, String acceleration) {
        if (!runner.name().equals(RUNNER)) {
            return new Availability.Unusable(
                    runner.name() + " is not in the app that runs on phones",
                    "choose tflite:xnnpack or tflite:builtin");
        }
        if (runner.info().isOnDevice(acceleration)) {
            return new Availability.Unusable(
                    "the app on phones has no delegate for " + acceleration, "choose tflite:xnnpack or tflite:builtin");
        }
        if (!app().isBuilt()) {
            return Availability.Unusable.onThisMachine(
                    "the part that runs on phones is not built",
                    "build it in a clone by 'mvn package', which downloads 165 MB once");
        }
        return new Availability.Usable(new RuntimeInfo(runner.runtimeVersion(), ""));
    }
}
