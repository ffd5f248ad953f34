package dev.squeezebench.records.file;

import dev.squeezebench.records.Comparison;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ModelFile;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A record as one line of JSON, UTF-8, ended by a line feed. Portable and without reflection: the phone writes the same. */
public final class RecordLines {
    private RecordLines() {}

    /** The record's line. */
    public static byte[] of(ResultRecord record) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        try (JsonOutput json = JsonOutput.to(line)) {
            json.document(fields -> write(fields, record));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static void write(JsonOutput json, ResultRecord record) throws IOException {
        json.text("schema", ResultRecord.SCHEMA);
        if (record instanceof RunRecord run) {
            head(json, "run", record);
            run(json, run);
        } else if (record instanceof Environment environment) {
            head(json, "environment", record);
            EnvironmentLines.write(json, environment);
        } else if (record instanceof ModelRecord model) {
            head(json, "model", record);
            model(json, model);
        } else if (record instanceof Trial trial) {
            head(json, "trial", record);
            TrialLines.write(json, trial);
        } else if (record instanceof Comparison comparison) {
            head(json, "comparison", record);
            comparison(json, comparison);
        }
    }

    private static void head(JsonOutput json, String kind, ResultRecord record) throws IOException {
        json.text("record", kind)
                .text("run", record.run())
                .text("at", record.at().toString());
    }

    private static void run(JsonOutput json, RunRecord run) throws IOException {
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

    private static void model(JsonOutput json, ModelRecord model) throws IOException {
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

    private static void comparison(JsonOutput json, Comparison comparison) throws IOException {
        json.text("candidate", comparison.candidate())
                .text("baseline", comparison.baseline())
                .text("metric", comparison.metric())
                .decimal("ratio", comparison.ratio());
        if (comparison.spread() instanceof Spread.Interval interval) {
            json.object("interval", fields -> fields.decimal("lower", interval.lower())
                    .decimal("upper", interval.upper())
                    .decimal("confidence", interval.confidence())
                    .text("method", interval.method()));
        } else if (comparison.spread() instanceof Spread.Range range) {
            json.object(
                    "range", fields -> fields.decimal("lower", range.lower()).decimal("upper", range.upper()));
        }
        json.objects("rounds", comparison.rounds(), (fields, round) -> fields.text("run", round.run())
                .integer("round", round.round())
                .decimal("ratio", round.ratio()));
    }
}
