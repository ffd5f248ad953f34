package dev.squeezebench.records.file;

import dev.squeezebench.records.Environment;
import dev.squeezebench.records.json.JsonOutput;
import java.io.IOException;

/** Fields of an {@code environment} record. */
final class EnvironmentLines {
    private EnvironmentLines() {}

    static void write(JsonOutput json, Environment environment) throws IOException {
        json.text("caption", environment.caption())
                .object("host", fields -> host(fields, environment.host()))
                .object("cpu", fields -> cpu(fields, environment.cpu()))
                .object("memory", fields -> fields.integer(
                                "total_bytes", environment.memory().totalBytes())
                        .integer("available_bytes", environment.memory().availableBytes())
                        .integer("swap_used_bytes", environment.memory().swapUsedBytes()))
                .object("virtualisation", fields -> virtualisation(fields, environment.virtualisation()))
                .object("os", fields -> os(fields, environment.os()))
                .object("jdk", fields -> jdk(fields, environment.jdk()))
                .object("state", fields -> state(fields, environment.state()));
    }

    private static void host(JsonOutput json, Environment.Host host) throws IOException {
        json.text("name", host.name())
                .text("user", host.user())
                .text("manufacturer", host.manufacturer())
                .text("model", host.model())
                .text("serial", host.serial());
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

    private static void virtualisation(JsonOutput json, Environment.Virtualisation virtualisation) throws IOException {
        json.text("hypervisor", virtualisation.hypervisor())
                .text("container", virtualisation.container())
                .decimal("cpu_quota_cores", virtualisation.cpuQuotaCores())
                .integer("memory_limit_bytes", virtualisation.memoryLimitBytes());
    }

    private static void os(JsonOutput json, Environment.Os os) throws IOException {
        json.text("name", os.name())
                .text("version", os.version())
                .text("kernel", os.kernel())
                .text("architecture", os.architecture());
    }

    private static void jdk(JsonOutput json, Environment.Jdk jdk) throws IOException {
        json.text("vendor", jdk.vendor())
                .text("version", jdk.version())
                .text("vm", jdk.vm())
                .texts("flags", jdk.flags());
    }

    private static void state(JsonOutput json, Environment.State state) throws IOException {
        json.decimal("load_average", state.loadAverage())
                .decimal("steal_ratio", state.stealRatio())
                .decimal("cpu_temperature_celsius", state.cpuTemperatureCelsius())
                .text("power_source", state.powerSource())
                .decimal("battery_ratio", state.batteryRatio());
    }
}
