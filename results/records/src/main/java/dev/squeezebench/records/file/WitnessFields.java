package dev.squeezebench.records.file;

import dev.squeezebench.records.Witness;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.json.Range;
import java.io.IOException;

/** Fields of what the system counted of a process, in records and in the journals of their processes. */
public final class WitnessFields {
    private WitnessFields() {}

    /** Writes one. */
    public static void write(JsonOutput json, Witness witness) throws IOException {
        json.text("name", witness.name()).integer("value", witness.value()).text("source", witness.source());
    }

    /** Reads one again. */
    public static Witness read(JsonFields fields) {
        return new Witness(
                fields.text("name"), fields.optionalLongInteger("value", Range.NOT_NEGATIVE), fields.text("source"));
    }
}
