package dev.squeezebench.records.file;

import dev.squeezebench.records.Vm;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import java.io.IOException;

/** The object {@code vm} of an environment, a trial and a journal. */
public final class VmFields {
    private VmFields() {}

    /** Writes the fields. */
    public static void write(JsonOutput json, Vm vm) throws IOException {
        json.text("kind", vm.kind())
                .text("version", vm.version())
                .texts("flags", vm.flags())
                .text("name", vm.name())
                .text("vendor", vm.vendor());
    }

    /** Reads the fields. */
    public static Vm read(JsonFields fields) {
        return new Vm(
                fields.name("kind"),
                fields.text("version"),
                fields.with("flags").texts("flags"),
                fields.optionalText("name"),
                fields.optionalText("vendor"));
    }
}
