package dev.squeezebench.records.file;

import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import java.io.IOException;

/** Fields of a {@code run} record. */
final class RunFields {
    private RunFields() {}

    static void write(JsonOutput json, RunRecord run) throws IOException {
        json.text("version", run.version())
                .texts("command_line", run.commandLine())
                .integer("seed", run.seed())
                .textMap("settings", run.settings())
                .flag("quick", run.quick())
                .flag("identified", run.identified());
        if (!run.bundle().isEmpty()) {
            json.textMap("bundle", run.bundle());
        }
    }

    static RunRecord read(JsonFields fields, RecordHead head) {
        return new RunRecord(
                head.run(),
                head.at(),
                fields.text("version"),
                fields.with("command_line", "settings").texts("command_line"),
                fields.longInteger("seed"),
                fields.textMap("settings"),
                fields.flag("quick"),
                fields.flag("identified"),
                fields.textMap("bundle"));
    }
}
