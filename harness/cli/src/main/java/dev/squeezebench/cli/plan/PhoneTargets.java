package dev.squeezebench.cli.plan;

import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.AdbServer;
import dev.squeezebench.android.lab.adb.ListedDevice;
import dev.squeezebench.android.lab.phone.PhoneEnvironment;
import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.android.lab.run.PhoneApp;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.devices.ServerOption;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.records.text.Printable;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The phones that targets name. Each is asked once. */
final class PhoneTargets {
    private static final String CHOOSE =
            "choose tflite:xnnpack, tflite:builtin, tflite-aar:xnnpack, tflite-aar:gpu or" + " onnxruntime-android:cpu";

    /** What a device farm's phones are: no computer sees them beforehand. */
    private static final String USUAL_ABI = "arm64-v8a";

    private final Surroundings surroundings;
    private final PhoneApps apps;
    private final Map<String, RunnerInfo.Phone> known = new HashMap<>();
    private final Map<RunnerInfo.Phone, Optional<PhoneFacts>> facts = new HashMap<>();

    /**
     * @param found phones that are known already, by the word for them in targets
     */
    PhoneTargets(Surroundings surroundings, PhoneApps apps, Map<String, RunnerInfo.Phone> found) {
        this.surroundings = surroundings;
        this.apps = apps;
        this.known.putAll(found);
    }

    /**
     * A runner as it is on a phone.
     *
     * @param word its serial, or as results have that
     * @param together all runners that are measured there: they share an app where one has them all, so that they take
     *     turns
     * @throws AdbException when there is no adb, no such phone, or it cannot be used
     * @throws UserException when its runtime cannot be had in the version that is wanted
     */
    RunnerDistribution on(String word, RunnerDistribution runner, List<RunnerDistribution> together)
            throws AdbException, InterruptedException {
        RunnerInfo.Phone phone = known.get(word);
        if (phone == null) {
            ListedDevice listed =
                    ServerOption.phones(List.of(), surroundings.environment()).ready(word);
            PhoneFacts told = PhoneFacts.of(listed.open());
            phone = new RunnerInfo.Phone(listed.serial(), listed.server().toString(), PhoneEnvironment.device(told));
            known.put(word, phone);
            facts.put(phone, Optional.of(told));
        }
        return runner.on(phone, app(runner, together).jar());
    }

    private PhoneApp app(RunnerDistribution runner, List<RunnerDistribution> together) throws InterruptedException {
        PhoneApp own = apps.of(runner).app();
        Set<PhoneApp> more = new LinkedHashSet<>();
        for (RunnerDistribution each : together) {
            more.add(apps.of(each).app());
        }
        more.remove(apps.plain());
        return own.equals(apps.plain()) && more.size() == 1 ? more.iterator().next() : own;
    }

    /** Whether a runner's acceleration can be measured on a phone; a trial finds out whether it works there. */
    Availability availability(RunnerDistribution runner, String acceleration) throws InterruptedException {
        if (runner.phoneAccelerations().isEmpty()) {
            return new Availability.Unusable(runner.name() + " is not in the app that runs on phones", CHOOSE);
        }
        if (!runner.phoneAccelerations().contains(acceleration)) {
            return new Availability.Unusable(
                    runner.descriptor()
                            .word("notOnPhone." + acceleration)
                            .orElse("the app on phones has no delegate for " + acceleration),
                    CHOOSE);
        }
        if (!new PhoneApp(runner.classPath().get(0)).isBuilt()) {
            return PhoneApps.NOT_BUILT;
        }
        PhoneApps.Added app = apps.of(runner);
        Optional<String> missing = Optional.ofNullable(app.missing().get(acceleration));
        if (missing.isPresent()) {
            return new Availability.Unusable(
                    runner.name() + ' ' + Printable.text(runner.runtimeVersion()) + " has no " + acceleration
                            + " here: " + missing.get(),
                    "choose another of its accelerations, or another version");
        }
        Optional<String> refused = refused(app, runner);
        return refused.isPresent()
                ? new Availability.Unusable(refused.get(), "choose another version, or another phone")
                : new Availability.Usable(new RuntimeInfo(runner.runtimeVersion(), ""));
    }

    /** Why a phone cannot have an app; empty where it can, or does not say what it is. */
    private Optional<String> refused(PhoneApps.Added app, RunnerDistribution runner) {
        if (app.abis().isEmpty()) {
            return Optional.empty();
        }
        String name = runner.name() + ' ' + Printable.text(runner.runtimeVersion());
        Optional<PhoneFacts> phone = facts(runner.info().phone().orElseThrow());
        String abi = phone.flatMap(PhoneFacts::abi).orElse(USUAL_ABI);
        if (!app.abis().contains(abi)) {
            return Optional.of(name + " has no native libraries for " + Printable.text(abi) + ", only for "
                    + String.join(", ", app.abis()));
        }
        OptionalInt api = phone.map(PhoneFacts::api).orElse(OptionalInt.empty());
        return api.isPresent()
                        && app.leastApi().isPresent()
                        && api.getAsInt() < app.leastApi().getAsInt()
                ? Optional.of(name + " asks for Android's API level "
                        + app.leastApi().getAsInt() + ", and the phone has " + api.getAsInt())
                : Optional.empty();
    }

    /** Asked once; nothing of a phone that is not there, which its first round finds out. */
    private Optional<PhoneFacts> facts(RunnerInfo.Phone phone) {
        Optional<PhoneFacts> told = facts.get(phone);
        if (told == null) {
            try {
                told = Optional.of(PhoneFacts.of(new ListedDevice(
                                AdbServer.parse(phone.server()), phone.serial(), ListedDevice.READY, Optional.empty())
                        .open()));
            } catch (AdbException | IllegalArgumentException e) {
                // It is gone, or a device farm's, which no adb server knows.
                told = Optional.empty();
            }
            facts.put(phone, told);
        }
        return told;
    }
}
