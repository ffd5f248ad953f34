package dev.squeezebench.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One fresh process of a scenario: what was asked, what was obtained, raw samples, readings and warnings.
 *
 * @param run id of the run it belongs to
 * @param at when the record was written
 * @param scenario what was measured
 * @param device machine or phone that it ran on; absent when it is not recorded
 * @param vm virtual machine of the measured process; absent when there was no process or it is not recorded
 * @param modelSha256 SHA-256 of the model file, 64 hexadecimal digits; absent when there was none to open
 * @param acceleration requested and obtained
 * @param runtime what the runtime said of itself and its settings
 * @param group name of the group that it took turns in; absent where it was measured by itself
 * @param round number of the round, from 1
 * @param order place within the round, from 1
 * @param arm {@code single}, or in a gate {@code baseline}, {@code candidate}, {@code control}
 * @param attempt how often this round was begun, from 1
 * @param launch how its process was started on a phone; absent where it was no phone
 * @param injected the slow-down that it gave itself on purpose; absent in a real measurement
 * @param outcome how it ended
 * @param samples every timed invocation
 * @param memory of the measured process
 * @param readings values read beside the timing
 * @param witnesses what the system counted of the process meanwhile
 * @param warnings what a reader has to know
 * @param outputCheck whether the outputs of the timed invocations were right
 * @param paddedCheck the same of one invocation that was not timed, on inputs with padding; absent where there was none
 * @param startedAt when its process was started
 */
public record Trial(
        String run,
        Instant at,
        Scenario scenario,
        Optional<Device> device,
        Optional<Vm> vm,
        Optional<String> modelSha256,
        AccelerationUse acceleration,
        RuntimeUse runtime,
        Optional<String> group,
        int round,
        int order,
        String arm,
        int attempt,
        Optional<LaunchMode> launch,
        Optional<Injection> injected,
        TrialOutcome outcome,
        Samples samples,
        Memory memory,
        List<Reading> readings,
        List<Witness> witnesses,
        List<Warning> warnings,
        OutputCheck outputCheck,
        Optional<OutputCheck> paddedCheck,
        Instant startedAt)
        implements ResultRecord {
    /** Arm of a trial outside of a gate. */
    public static final String SINGLE = "single";

    public Trial {
        readings = Collections.unmodifiableList(new ArrayList<>(readings));
        witnesses = Collections.unmodifiableList(new ArrayList<>(witnesses));
        warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
        if (round < 1 || order < 1 || attempt < 1) {
            throw new IllegalArgumentException("rounds, places within a round and attempts count from 1");
        }
    }

    /** Whether it enters tables, charts and ratios. */
    public boolean counts() {
        return outcome instanceof TrialOutcome.Measured;
    }

    /** Whether it was measured to its end, if perhaps slowed on purpose: what a gate that proves itself judges. */
    public boolean isMeasured() {
        return counts() || outcome.equals(TrialOutcome.Invalid.INJECTED);
    }

    /** What a witness of a name says; absent where it says nothing, or there is none. */
    public OptionalLong witness(String name) {
        for (Witness witness : witnesses) {
            if (witness.name().equals(name)) {
                return witness.value();
            }
        }
        return OptionalLong.empty();
    }

    /** The same trial with other warnings. */
    public Trial withWarnings(List<Warning> others) {
        return toBuilder().warnings(others).build();
    }

    /** The same trial with another outcome. */
    public Trial withOutcome(TrialOutcome other) {
        return toBuilder().outcome(other).build();
    }

    /** A builder with the values of this trial: a copy that differs in some of them. */
    public Builder toBuilder() {
        return new Builder(run, at, scenario)
                .device(device)
                .vm(vm)
                .modelSha256(modelSha256)
                .acceleration(acceleration)
                .runtime(runtime)
                .group(group)
                .place(round, order)
                .arm(arm)
                .attempt(attempt)
                .launch(launch)
                .injected(injected)
                .outcome(outcome)
                .samples(samples)
                .memory(memory)
                .readings(readings)
                .witnesses(witnesses)
                .warnings(warnings)
                .outputCheck(outputCheck)
                .paddedCheck(paddedCheck)
                .startedAt(startedAt);
    }

    /** Names the parts of a trial one by one. Outcome and output check are required; the rest is unknown unless set. */
    public static final class Builder {
        private final String run;
        private final Instant at;
        private final Scenario scenario;
        private Optional<Device> device = Optional.empty();
        private Optional<Vm> vm = Optional.empty();
        private Optional<String> modelSha256 = Optional.empty();
        private AccelerationUse acceleration;
        private RuntimeUse runtime = RuntimeUse.UNKNOWN;
        private Optional<String> group = Optional.empty();
        private int round = 1;
        private int order = 1;
        private String arm = SINGLE;
        private int attempt = 1;
        private Optional<LaunchMode> launch = Optional.empty();
        private Optional<Injection> injected = Optional.empty();
        private @Nullable TrialOutcome outcome;
        private Samples samples = Samples.NONE;
        private Memory memory = Memory.UNKNOWN;
        private List<Reading> readings = Collections.emptyList();
        private List<Witness> witnesses = Collections.emptyList();
        private List<Warning> warnings = Collections.emptyList();
        private @Nullable OutputCheck outputCheck;
        private Optional<OutputCheck> paddedCheck = Optional.empty();
        private Instant startedAt;

        /** A trial of this scenario, written and started at this time. */
        public Builder(String run, Instant at, Scenario scenario) {
            this.run = run;
            this.at = at;
            this.scenario = scenario;
            acceleration = new AccelerationUse(scenario.acceleration(), Optional.empty(), Collections.emptyMap());
            startedAt = at;
        }

        /** Sets the device that it ran on. */
        public Builder device(Optional<Device> newDevice) {
            device = newDevice;
            return this;
        }

        /** Sets the virtual machine of the measured process. */
        public Builder vm(Optional<Vm> newVm) {
            vm = newVm;
            return this;
        }

        /** Sets the hash of the model file. */
        public Builder modelSha256(Optional<String> newSha256) {
            modelSha256 = newSha256;
            return this;
        }

        /** Sets what was requested and obtained. */
        public Builder acceleration(AccelerationUse newAcceleration) {
            acceleration = newAcceleration;
            return this;
        }

        /** Sets what the runtime said of itself. */
        public Builder runtime(RuntimeUse newRuntime) {
            runtime = newRuntime;
            return this;
        }

        /** Sets the group that it took turns in. */
        public Builder group(Optional<String> newGroup) {
            group = newGroup;
            return this;
        }

        /** Sets the round and the place within it, each from 1. */
        public Builder place(int newRound, int newOrder) {
            round = newRound;
            order = newOrder;
            return this;
        }

        /** Sets the arm. */
        public Builder arm(String newArm) {
            arm = newArm;
            return this;
        }

        /** Sets how often this round was begun, from 1. */
        public Builder attempt(int newAttempt) {
            attempt = newAttempt;
            return this;
        }

        /** Sets how its process was started on a phone. */
        public Builder launch(Optional<LaunchMode> newLaunch) {
            launch = newLaunch;
            return this;
        }

        /** Sets the slow-down that it gave itself on purpose. */
        public Builder injected(Optional<Injection> newInjection) {
            injected = newInjection;
            return this;
        }

        /** Sets how it ended. */
        public Builder outcome(TrialOutcome newOutcome) {
            outcome = newOutcome;
            return this;
        }

        /** Sets the timed invocations. */
        public Builder samples(Samples newSamples) {
            samples = newSamples;
            return this;
        }

        /** Sets the memory of the measured process. */
        public Builder memory(Memory newMemory) {
            memory = newMemory;
            return this;
        }

        /** Sets the values read beside the timing. */
        public Builder readings(List<Reading> newReadings) {
            readings = newReadings;
            return this;
        }

        /** Sets what the system counted of the process. */
        public Builder witnesses(List<Witness> newWitnesses) {
            witnesses = newWitnesses;
            return this;
        }

        /** Sets the warnings. */
        public Builder warnings(List<Warning> newWarnings) {
            warnings = newWarnings;
            return this;
        }

        /** Sets whether the outputs were right. */
        public Builder outputCheck(OutputCheck newCheck) {
            outputCheck = newCheck;
            return this;
        }

        /** Sets whether the outputs on inputs with padding were right. */
        public Builder paddedCheck(Optional<OutputCheck> newCheck) {
            paddedCheck = newCheck;
            return this;
        }

        /** Sets when its process was started. */
        public Builder startedAt(Instant newStart) {
            startedAt = newStart;
            return this;
        }

        /**
         * The trial.
         *
         * @throws NullPointerException when outcome or output check was not set
         */
        public Trial build() {
            return new Trial(
                    run,
                    at,
                    scenario,
                    device,
                    vm,
                    modelSha256,
                    acceleration,
                    runtime,
                    group,
                    round,
                    order,
                    arm,
                    attempt,
                    launch,
                    injected,
                    Objects.requireNonNull(outcome, "outcome"),
                    samples,
                    memory,
                    readings,
                    witnesses,
                    warnings,
                    Objects.requireNonNull(outputCheck, "output check"),
                    paddedCheck,
                    startedAt);
        }
    }
}
