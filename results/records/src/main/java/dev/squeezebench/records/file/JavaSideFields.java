package dev.squeezebench.records.file;

import dev.squeezebench.records.JavaSide;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.json.Range;
import java.io.IOException;

/** Fields of {@code java_side} in a {@code profile} record; a child process tells them to the command by the same names. */
public final class JavaSideFields {
    private JavaSideFields() {}

    /** Writes them into an object that is open. */
    public static void write(JsonOutput json, JavaSide side) throws IOException {
        json.integers("invocation_ns", side.invocationNs())
                .integersIfAny("cpu_ns", side.cpuNs())
                .integersIfAny("null_model_ns", side.nullModelNs())
                .integer("allocated_bytes", side.allocatedBytes())
                .integer("collections", side.collections())
                .integer("collection_ns", side.collectionNs())
                .integersIfAny("native_bytes", side.nativeBytes())
                .integersIfAny("native_control_bytes", side.nativeControlBytes());
        if (side.nativeBlock() > 0) {
            json.integer("native_block", side.nativeBlock());
        }
        json.textMap("absent", side.absent());
    }

    /** Reads them. */
    public static JavaSide read(JsonFields fields) {
        LongSeries times = fields.with("invocation_ns").integers("invocation_ns", Range.NANOSECONDS);
        if (times.isEmpty()) {
            throw fields.wrong("invocation_ns", "is empty");
        }
        return new JavaSide(
                times,
                fields.integers("cpu_ns", Range.CPU_NANOSECONDS),
                fields.integers("null_model_ns", Range.NANOSECONDS),
                fields.optionalLongInteger("allocated_bytes", Range.BYTES),
                fields.optionalLongInteger("collections", Range.COUNT),
                fields.optionalLongInteger("collection_ns", Range.CPU_NANOSECONDS),
                fields.integers("native_bytes", Range.BYTES),
                fields.integers("native_control_bytes", Range.BYTES),
                fields.optionalInteger("native_block", Range.POSITIVE).orElse(0),
                fields.with("absent").textMap("absent"));
    }
}
