package dev.squeezebench.core;

import dev.squeezebench.records.Device;
import dev.squeezebench.records.Injection;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One side of a comparison: a scenario, with its runner's version and native library, and the Java virtual machine and
 * environment that measure it. Two arms of one experiment may have equal scenarios; then their names differ.
 *
 * @param name {@code single}, or in a gate {@code baseline}, {@code candidate}, {@code control}
 * @param planned what is measured, on a runner of its own version and library
 * @param jvm where it is measured
 * @param injected slow-down that its processes give themselves on purpose, by which a gate proves itself; else absent
 */
public record Arm(String name, PlannedScenario planned, JvmSpec jvm, Optional<Injection> injected) {
    /** An arm as it is. */
    public Arm(String name, PlannedScenario planned, JvmSpec jvm) {
        this(name, planned, jvm, Optional.empty());
    }

    /** The arm of a scenario outside of a gate. */
    public static Arm single(PlannedScenario planned) {
        return new Arm(Trial.SINGLE, planned, JvmSpec.USUAL);
    }

    /** The arms of scenarios outside of a gate. */
    public static List<Arm> single(List<PlannedScenario> planned) {
        return planned.stream().map(Arm::single).toList();
    }

    /** What is measured. */
    public Scenario scenario() {
        return planned.scenario();
    }

    /** Whether a saved trial is of this arm. */
    public boolean measured(Trial trial) {
        return trial.arm().equals(name) && trial.scenario().equals(scenario()) && isOfThisDevice(trial);
    }

    /** The same scenario may be measured on this machine and on phones. */
    private boolean isOfThisDevice(Trial trial) {
        Optional<Device> phone = phone().map(RunnerInfo.Phone::device);
        return phone.isPresent()
                ? trial.device().equals(phone)
                : trial.device()
                        .map(Device::kind)
                        .filter(Device.Kind.PHONE::equals)
                        .isEmpty();
    }

    /** The phone that it is measured on; absent on this machine. */
    public Optional<RunnerInfo.Phone> phone() {
        return planned.runner().info().phone();
    }

    /** Of a few parts whose hashes are known: arms are keys, and all their files and options would be hashed at each look-up. */
    @Override
    public int hashCode() {
        Scenario scenario = scenario();
        return Objects.hash(
                name,
                scenario.workload(),
                scenario.lowering(),
                scenario.runner(),
                scenario.acceleration(),
                scenario.batch(),
                scenario.threads());
    }

    /** Name, unless there is but one, and scenario, for messages. */
    @Override
    public String toString() {
        String what = scenario().id()
                + phone().map(phone -> " on " + phone.device().id()).orElse("");
        return name.equals(Trial.SINGLE) ? what : name + ' ' + what;
    }
}
