package dev.squeezebench.records.file;

import dev.squeezebench.records.Device;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.Vm;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.json.Range;
import java.io.IOException;

/** Fields of an {@code environment} record. */
final class EnvironmentFields {
    private EnvironmentFields() {}

    static void write(JsonOutput json, Environment environment) throws IOException {
        json.text("caption", environment.caption())
                .object("device", fields -> device(fields, environment.device()))
                .object("host", fields -> host(fields, environment.host()))
                .object("cpu", fields -> cpu(fields, environment.cpu()))
                .object("memory", fields -> fields.integer(
                                "total_bytes", environment.memory().totalBytes())
                        .integer("available_bytes", environment.memory().availableBytes())
                        .integer("swap_used_bytes", environment.memory().swapUsedBytes()))
                .object("virtualisation", fields -> virtualisation(fields, environment.virtualisation()))
                .object("os", fields -> os(fields, environment.os()))
                .object("vm", fields -> VmFields.write(fields, environment.vm()))
                .object("state", fields -> state(fields, environment.state()));
    }

    static Environment read(JsonFields fields, RecordHead head) {
        // The caption is derived from the rest.
        fields.text("caption");
        Environment.Host host = host(fields.object("host"));
        Environment.Cpu cpu = cpu(fields.object("cpu"));
        Environment.Os os = os(fields.object("os"));
        return new Environment(
                head.run(),
                head.at(),
                head.isFirstVersion()
                        ? Device.of(Device.Kind.COMPUTER, host, cpu, os)
                        : device(fields.object("device")),
                host,
                cpu,
                memory(fields.object("memory")),
                virtualisation(fields.object("virtualisation")),
                os,
                head.isFirstVersion() ? jdk(fields.object("jdk")) : VmFields.read(fields.object("vm")),
                state(fields.object("state")));
    }

    static void device(JsonOutput json, Device device) throws IOException {
        json.text("id", device.id()).text("kind", device.kind()).text("model", device.model());
    }

    static Device device(JsonFields fields) {
        return new Device(fields.name("id"), fields.word("kind", Device.Kind.class), fields.optionalText("model"));
    }

    private static void host(JsonOutput json, Environment.Host host) throws IOException {
        json.text("name", host.name())
                .text("user", host.user())
                .text("manufacturer", host.manufacturer())
                .text("model", host.model())
                .text("serial", host.serial());
    }

    private static Environment.Host host(JsonFields fields) {
        return new Environment.Host(
                fields.optionalText("name"),
                fields.optionalText("user"),
                fields.optionalText("manufacturer"),
                fields.optionalText("model"),
                fields.optionalText("serial"));
    }

    private static void cpu(JsonOutput json, Environment.Cpu cpu) throws IOException {
        json.text("model", cpu.model())
                .text("vendor", cpu.vendor())
                .texts("features", cpu.features())
                .integer("sockets", cpu.sockets())
                .integer("physical_cores", cpu.physicalCores())
                .integer("logical_cores", cpu.logicalCores())
                .flag("smt", cpu.smt())
                .objects("caches", cpu.caches(), (fields, cache) -> fields.integer("level", cache.level())
                        .text("kind", cache.kind())
                        .integer("bytes", cache.bytes()))
                .text("governor", cpu.governor())
                .flag("turbo", cpu.turbo())
                .integer("max_frequency_hz", cpu.maxFrequencyHz())
                .integersIfAny("current_frequencies_hz", cpu.currentFrequenciesHz());
    }

    private static Environment.Cpu cpu(JsonFields fields) {
        return new Environment.Cpu(
                fields.optionalText("model"),
                fields.optionalText("vendor"),
                fields.with("features", "caches").texts("features"),
                fields.optionalInteger("sockets", Range.POSITIVE),
                fields.optionalInteger("physical_cores", Range.POSITIVE),
                fields.integer("logical_cores", Range.POSITIVE),
                fields.optionalFlag("smt"),
                fields.objects(
                        "caches",
                        cache -> new Environment.Cache(
                                cache.integer("level", Range.POSITIVE),
                                cache.text("kind"),
                                cache.longInteger("bytes", Range.BYTES))),
                fields.optionalText("governor"),
                fields.optionalFlag("turbo"),
                fields.optionalLongInteger("max_frequency_hz", Range.POSITIVE),
                fields.integers("current_frequencies_hz", Range.COUNT));
    }

    private static Environment.MainMemory memory(JsonFields fields) {
        return new Environment.MainMemory(
                fields.optionalLongInteger("total_bytes", Range.BYTES),
                fields.optionalLongInteger("available_bytes", Range.BYTES),
                fields.optionalLongInteger("swap_used_bytes", Range.BYTES));
    }

    private static void virtualisation(JsonOutput json, Environment.Virtualisation virtualisation) throws IOException {
        json.text("hypervisor", virtualisation.hypervisor())
                .text("container", virtualisation.container())
                .decimal("cpu_quota_cores", virtualisation.cpuQuotaCores())
                .integer("memory_limit_bytes", virtualisation.memoryLimitBytes());
    }

    private static Environment.Virtualisation virtualisation(JsonFields fields) {
        return new Environment.Virtualisation(
                fields.optionalText("hypervisor"),
                fields.optionalText("container"),
                fields.optionalDecimal("cpu_quota_cores", Range.ABOVE_ZERO),
                fields.optionalLongInteger("memory_limit_bytes", Range.BYTES));
    }

    private static void os(JsonOutput json, Environment.Os os) throws IOException {
        json.text("name", os.name())
                .text("version", os.version())
                .text("kernel", os.kernel())
                .text("architecture", os.architecture());
    }

    private static Environment.Os os(JsonFields fields) {
        return new Environment.Os(
                fields.text("name"),
                fields.optionalText("version"),
                fields.optionalText("kernel"),
                fields.text("architecture"));
    }

    /** What version 1 had instead of {@code vm}. */
    private static Vm jdk(JsonFields fields) {
        return Vm.named(fields.text("vm"), fields.text("vendor"), fields.text("version"), fields.texts("flags"));
    }

    private static void state(JsonOutput json, Environment.State state) throws IOException {
        json.decimal("load_average", state.loadAverage())
                .decimal("steal_ratio", state.stealRatio())
                .decimal("cpu_temperature_celsius", state.cpuTemperatureCelsius())
                .text("power_source", state.powerSource())
                .decimal("battery_ratio", state.batteryRatio());
    }

    private static Environment.State state(JsonFields fields) {
        return new Environment.State(
                fields.optionalDecimal("load_average", Range.NOT_NEGATIVE),
                fields.optionalDecimal("steal_ratio", Range.SHARE),
                fields.optionalDecimal("cpu_temperature_celsius"),
                fields.optionalOneOf("power_source", "mains", "battery"),
                fields.optionalDecimal("battery_ratio", Range.SHARE));
    }
}
