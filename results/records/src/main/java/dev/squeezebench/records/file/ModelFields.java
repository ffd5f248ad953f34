package dev.squeezebench.records.file;

import dev.squeezebench.records.ModelFile;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.json.Range;
import java.io.IOException;
import java.util.regex.Pattern;

/** Fields of a {@code model} record. */
final class ModelFields {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private ModelFields() {}

    static void write(JsonOutput json, ModelRecord model) throws IOException {
        ModelFile file = model.file();
        json.text("workload", model.workload())
                .text("lowering", model.lowering())
                .text("fusion", model.fusion())
                .text("dtype", model.dtype())
                .integer("batch", model.batch())
                .integer("sequence_length", model.sequenceLength())
                .text("path", file.path())
                .text("sha256", file.sha256())
                .integer("bytes", file.bytes())
                .integer("parameters", file.parameters())
                .integer("flop", file.flop())
                .text("weights", file.weights())
                .text("format", file.format())
                .integer("opset", file.opset());
    }

    static ModelRecord read(JsonFields fields, RecordHead head) {
        ModelFile file = new ModelFile(
                fields.text("path"),
                sha256(fields, "sha256"),
                fields.longInteger("bytes", Range.BYTES),
                fields.optionalLongInteger("parameters", Range.COUNT),
                fields.optionalLongInteger("flop", Range.COUNT),
                fields.text("weights"),
                fields.text("format"),
                fields.optionalInteger("opset", Range.POSITIVE));
        return new ModelRecord(
                head.run(),
                head.at(),
                fields.name("workload"),
                fields.name("lowering"),
                fields.name("fusion"),
                fields.name("dtype"),
                fields.integer("batch", Range.POSITIVE),
                TrialFields.sequenceLength(fields),
                file);
    }

    static String sha256(JsonFields fields, String name) {
        return fields.text(name, SHA256, "64 hexadecimal digits");
    }
}
