package dev.squeezebench.records.file;

import dev.squeezebench.records.Memory;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.OutputError;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.RuntimeUse;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.json.JsonFields;
import java.time.Instant;
import java.util.Optional;

/** Reads a {@code trial} record. */
final class TrialParser {
    private TrialParser() {}

    static Trial parse(JsonFields fields, String run, Instant at) {
        JsonFields runtime = fields.object("runtime");
        return new Trial(
                run,
                at,
                scenario(fields),
                fields.optionalText("model_sha256"),
                AccelerationFields.read(fields.object("acceleration")),
                new RuntimeUse(runtime.optionalText("build"), runtime.textMap("settings")),
                fields.integer("round"),
                fields.integer("order"),
                fields.text("arm"),
                outcome(fields),
                samples(fields.object("samples")),
                memory(fields.object("memory")),
                fields.objects("readings", TrialParser::reading),
                fields.objects(
                        "warnings",
                        warning -> new Warning(warning.text("code"), warning.text("message"), warning.text("remedy"))),
                outputCheck(fields.object("output_check")),
                RecordParser.instant(fields, "started_at"));
    }

    private static Scenario scenario(JsonFields fields) {
        return new Scenario(
                fields.text("workload"),
                fields.text("lowering"),
                fields.text("fusion"),
                fields.text("dtype"),
                fields.integer("batch"),
                fields.integer("sequence_length"),
                fields.text("runner"),
                fields.text("runtime_version"),
                fields.object("acceleration").text("requested"),
                fields.integer("threads"),
                fields.textMap("options"));
    }

    private static TrialOutcome outcome(JsonFields fields) {
        return switch (fields.text("outcome")) {
            case "measured" -> new TrialOutcome.Measured();
            case "invalid" -> new TrialOutcome.Invalid(fields.texts("flags"));
            case "unsupported" -> new TrialOutcome.Unsupported(fields.text("reason"));
            case "failed" -> new TrialOutcome.Failed(stage(fields), fields.text("reason"));
            default -> throw fields.wrong("outcome", "is not measured, invalid, unsupported or failed");
        };
    }

    private static Stage stage(JsonFields fields) {
        try {
            return Stage.ofWord(fields.text("stage"));
        } catch (IllegalArgumentException e) {
            throw fields.wrong("stage", "is no stage of a trial");
        }
    }

    private static Samples samples(JsonFields fields) {
        return new Samples(
                fields.optionalLongInteger("load_ns"),
                fields.optionalLongInteger("first_inference_ns"),
                fields.integers("warmup_ns"),
                fields.integers("measure_ns"),
                fields.integers("warmup_cpu_ns"),
                fields.integers("measure_cpu_ns"));
    }

    private static Memory memory(JsonFields fields) {
        return new Memory(
                fields.optionalLongInteger("rss_before_load_bytes"),
                fields.optionalLongInteger("rss_after_load_bytes"),
                fields.optionalLongInteger("rss_peak_bytes"),
                fields.optionalLongInteger("heap_used_bytes"),
                fields.optionalLongInteger("device_bytes"));
    }

    private static Reading reading(JsonFields fields) {
        return new Reading(
                fields.text("name"),
                fields.decimal("value"),
                fields.text("unit"),
                fields.text("source"),
                fields.text("moment"));
    }

    private static OutputCheck outputCheck(JsonFields fields) {
        if (!fields.flag("checked")) {
            return new OutputCheck.NotChecked(fields.text("reason"));
        }
        if (!fields.has("max_abs_error")) {
            return new OutputCheck.Incomparable(fields.text("reference"), fields.text("reason"));
        }
        return new OutputCheck.Checked(
                fields.text("reference"),
                fields.decimal("max_abs_error"),
                fields.decimal("max_rel_error"),
                fields.decimal("cosine"),
                fields.decimal("tolerance"),
                fields.flag("passed"),
                fields.objects("outputs", TrialParser::outputError),
                fields.objects(
                        "not_judged", output -> new OutputCheck.NotJudged(output.text("name"), output.text("reason"))));
    }

    private static OutputError outputError(JsonFields fields) {
        double error = fields.decimal("max_abs_error");
        double tolerance = fields.decimal("tolerance");
        return new OutputError(
                fields.text("name"),
                error,
                fields.decimal("max_rel_error"),
                fields.decimal("cosine"),
                tolerance,
                fields.has("norm_error")
                        ? Optional.of(
                                new OutputError.Norm(fields.decimal("norm_error"), fields.decimal("norm_tolerance")))
                        : Optional.empty(),
                fields.optionalFlag("passed").orElse(error <= tolerance));
    }
}
