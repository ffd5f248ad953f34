package dev.squeezebench.android.lab.phone;

import dev.squeezebench.core.environment.Redaction;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.Vm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A phone as results describe machines. */
public final class PhoneEnvironment {
    private PhoneEnvironment() {}

    /** By what trials name a phone: the same whatever its serial is written as. */
    public static Device device(PhoneFacts facts) {
        return Device.of(Device.Kind.PHONE, host(facts, new Redaction(false)), cpu(facts), os(facts));
    }

    /**
     * The phone as it is now.
     *
     * @param run id of the run
     */
    public static Environment of(PhoneFacts facts, String run, Instant at, Redaction redaction) {
        return new Environment(
                run,
                at,
                device(facts),
                host(facts, redaction),
                cpu(facts),
                new Environment.MainMemory(
                        facts.memory().totalBytes(), facts.memory().availableBytes(), OptionalLong.empty()),
                new Environment.Virtualisation(
                        Optional.empty(), Optional.empty(), OptionalDouble.empty(), OptionalLong.empty()),
                os(facts),
                new Vm(Vm.ART, facts.android().orElse("unknown"), List.of(), Optional.empty(), Optional.empty()),
                new Environment.State(
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        facts.battery().powered().map(powered -> powered ? "mains" : "battery"),
                        facts.battery().ratio()));
    }

    private static Environment.Host host(PhoneFacts facts, Redaction redaction) {
        return new Environment.Host(
                Optional.empty(),
                Optional.empty(),
                facts.manufacturer(),
                facts.model(),
                facts.serial().map(redaction::name));
    }

    private static Environment.Cpu cpu(PhoneFacts facts) {
        int processors = Math.max(1, facts.processors().size());
        OptionalLong maxKhz = facts.processors().stream()
                .flatMapToLong(each -> each.maxKhz().stream())
                .max();
        return new Environment.Cpu(
                facts.soc(),
                Optional.empty(),
                List.of(),
                OptionalInt.empty(),
                OptionalInt.of(processors),
                processors,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                maxKhz.isPresent() ? OptionalLong.of(maxKhz.getAsLong() * 1000) : maxKhz,
                LongSeries.of());
    }

    private static Environment.Os os(PhoneFacts facts) {
        return new Environment.Os(
                "Android", facts.android(), Optional.empty(), facts.abi().orElse("unknown"));
    }
}
