package dev.squeezebench.cli.run;

import dev.squeezebench.android.lab.run.PhoneExecutor;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RoundExecutor;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.core.TrialExecutor;
import dev.squeezebench.core.trial.JvmTrialExecutor;
import dev.squeezebench.records.Trial;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Sends each trial or round to the device of its arms: this machine, or a phone. */
final class Devices implements TrialExecutor, RoundExecutor {
    private final JvmTrialExecutor here;
    private final Opener opener;
    private final Map<RunnerInfo.Phone, PhoneExecutor> phones = new HashMap<>();

    /** Prepares a phone for its first round. */
    @FunctionalInterface
    interface Opener {
        PhoneExecutor open(RunnerDistribution runner) throws IOException;
    }

    /**
     * @param here runs what is on this machine
     * @param opener for each phone once
     */
    Devices(JvmTrialExecutor here, Opener opener) {
        this.here = here;
        this.opener = opener;
    }

    /** Prepares the device of an arm. */
    void open(Arm arm) throws IOException {
        if (arm.phone().isPresent() && !phones.containsKey(arm.phone().get())) {
            phones.put(arm.phone().get(), opener.open(arm.planned().runner()));
        }
    }

    @Override
    public Trial execute(Arm arm, int round, int order) throws InterruptedException {
        return arm.phone().isPresent() ? phone(arm).execute(arm, round, order) : here.execute(arm, round, order);
    }

    /** All arms of a round are on one device. */
    @Override
    public Result execute(Round round) throws InterruptedException {
        Arm first = round.arms().get(0);
        return first.phone().isPresent() ? phone(first).execute(round) : here.execute(round);
    }

    private PhoneExecutor phone(Arm arm) {
        return Objects.requireNonNull(phones.get(arm.phone().orElseThrow()), "opened before");
    }
}
