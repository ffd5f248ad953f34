package dev.squeezebench.records.file;

import dev.squeezebench.records.Adapter;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import java.io.IOException;

/** The fields of an adapter, the same in a trial's record and in a probe's answer. */
public final class AdapterFields {
    private AdapterFields() {}

    /** Writes the fields. */
    public static void write(JsonOutput json, Adapter adapter) throws IOException {
        json.text("name", adapter.name())
                .text("vendor", adapter.vendor())
                .text("type", adapter.type())
                .text("driver", adapter.driver())
                .text("api_version", adapter.apiVersion());
    }

    /** Reads the fields. */
    public static Adapter read(JsonFields json) {
        return new Adapter(
                json.text("name"),
                json.text("vendor"),
                json.word("type", Adapter.Type.class),
                json.text("driver"),
                json.text("api_version"));
    }
}
