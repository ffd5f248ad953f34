package dev.squeezebench.records.file;

import dev.squeezebench.records.Samples;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.json.Range;
import java.io.IOException;

/** The object {@code samples} of a trial. */
final class SampleFields {
    private SampleFields() {}

    static void write(JsonOutput json, Samples samples) throws IOException {
        json.integer("load_ns", samples.loadNs())
                .integer("first_inference_ns", samples.firstInferenceNs())
                .integers("warmup_ns", samples.warmupNs())
                .integers("measure_ns", samples.measureNs())
                .integersIfAny("warmup_cpu_ns", samples.warmupCpuNs())
                .integersIfAny("measure_cpu_ns", samples.measureCpuNs())
                .integersIfAny("measure_start_ns", samples.measureStartNs())
                .integersIfAny("measure_processor", samples.measureProcessor())
                .integersIfAny("blocks", samples.blocks());
        if (!samples.turns().isEmpty()) {
            json.objects("turns", samples.turns(), (fields, turn) -> fields.integer("cycle", turn.cycle())
                    .integer("place", turn.place())
                    .integer("count", turn.count())
                    .integer("start_ns", turn.startNs()));
        }
        json.integersIfAny("alone_ns", samples.aloneNs()).integersIfAny("alone_cpu_ns", samples.aloneCpuNs());
    }

    static Samples read(JsonFields fields) {
        return new Samples(
                fields.with("warmup_ns", "measure_ns").optionalLongInteger("load_ns", Range.NANOSECONDS),
                fields.optionalLongInteger("first_inference_ns", Range.NANOSECONDS),
                fields.integers("warmup_ns", Range.NANOSECONDS),
                fields.integers("measure_ns", Range.NANOSECONDS),
                fields.integers("warmup_cpu_ns", Range.CPU_NANOSECONDS),
                fields.integers("measure_cpu_ns", Range.CPU_NANOSECONDS),
                fields.integers("measure_start_ns"),
                fields.integers("measure_processor", Range.INDEX),
                fields.integers("blocks", Range.POSITIVE),
                fields.objects("turns", SampleFields::turn),
                fields.integers("alone_ns", Range.NANOSECONDS),
                fields.integers("alone_cpu_ns", Range.CPU_NANOSECONDS));
    }

    private static Samples.Turn turn(JsonFields fields) {
        return new Samples.Turn(
                fields.integer("cycle", Range.POSITIVE),
                fields.integer("place", Range.POSITIVE),
                fields.integer("count", Range.POSITIVE),
                fields.longInteger("start_ns"));
    }
}
