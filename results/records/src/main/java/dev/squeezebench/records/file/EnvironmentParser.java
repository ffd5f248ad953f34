package dev.squeezebench.records.file;

import dev.squeezebench.records.Environment;
import dev.squeezebench.records.json.JsonFields;
import java.time.Instant;

/** Reads an {@code environment} record. */
final class EnvironmentParser {
    private EnvironmentParser() {}

    static Environment parse(JsonFields fields, String run, Instant at) {
        return new Environment(
                run,
                at,
                host(fields.object("host")),
                cpu(fields.object("cpu")),
                memory(fields.object("memory")),
                virtualisation(fields.object("virtualisation")),
                os(fields.object("os")),
                jdk(fields.object("jdk")),
                state(fields.object("state")));
    }

    private static Environment.Host host(JsonFields fields) {
        return new Environment.Host(
                fields.optionalText("name"),
                fields.optionalText("user"),
                fields.optionalText("manufacturer"),
                fields.optionalText("model"),
                fields.optionalText("serial"));
    }

    private static Environment.Cpu cpu(JsonFields fields) {
        return new Environment.Cpu(
                fields.text("model"),
                fields.optionalText("vendor"),
                fields.texts("features"),
                fields.optionalInteger("sockets"),
                fields.optionalInteger("physical_cores"),
                fields.integer("logical_cores"),
                fields.optionalFlag("smt"),
                fields.objects(
                        "caches",
                        cache -> new Environment.Cache(
                                cache.integer("level"), cache.text("kind"), cache.longInteger("bytes"))),
                fields.optionalText("governor"),
                fields.optionalFlag("turbo"),
                fields.optionalLongInteger("max_frequency_hz"),
                fields.integers("current_frequencies_hz"));
    }

    private static Environment.MainMemory memory(JsonFields fields) {
        return new Environment.MainMemory(
                fields.optionalLongInteger("total_bytes"),
                fields.optionalLongInteger("available_bytes"),
                fields.optionalLongInteger("swap_used_bytes"));
    }

    private static Environment.Virtualisation virtualisation(JsonFields fields) {
        return new Environment.Virtualisation(
                fields.optionalText("hypervisor"),
                fields.optionalText("container"),
                fields.optionalDecimal("cpu_quota_cores"),
                fields.optionalLongInteger("memory_limit_bytes"));
    }

    private static Environment.Os os(JsonFields fields) {
        return new Environment.Os(
                fields.text("name"),
                fields.optionalText("version"),
                fields.optionalText("kernel"),
                fields.text("architecture"));
    }

    private static Environment.Jdk jdk(JsonFields fields) {
        return new Environment.Jdk(
                fields.text("vendor"), fields.text("version"), fields.text("vm"), fields.texts("flags"));
    }

    private static Environment.State state(JsonFields fields) {
        return new Environment.State(
                fields.optionalDecimal("load_average"),
                fields.optionalDecimal("steal_ratio"),
                fields.optionalDecimal("cpu_temperature_celsius"),
                fields.optionalText("power_source"),
                fields.optionalDecimal("battery_ratio"));
    }
}
