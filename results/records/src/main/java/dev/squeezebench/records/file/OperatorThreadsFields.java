package dev.squeezebench.records.file;

import dev.squeezebench.records.OperatorThreads;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.json.Range;
import java.io.IOException;

/** Fields of an operator's {@code threads}; a profiled process tells them to the command by the same names. */
public final class OperatorThreadsFields {
    private OperatorThreadsFields() {}

    /** Writes them into an object that is open. */
    public static void write(JsonOutput json, OperatorThreads threads) throws IOException {
        json.decimal("took_part", threads.tookPart()).integer("wait_ns", threads.waitNs());
    }

    /** Reads them. */
    public static OperatorThreads read(JsonFields fields) {
        return new OperatorThreads(
                fields.decimal("took_part", Range.POSITIVE), fields.longInteger("wait_ns", Range.CPU_NANOSECONDS));
    }
}
