package dev.squeezebench.records.file;

import dev.squeezebench.records.Memory;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.OutputError;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.json.JsonOutput;
import java.io.IOException;

/** Fields of a {@code trial} record. */
final class TrialLines {
    private TrialLines() {}

    static void write(JsonOutput json, Trial trial) throws IOException {
        scenario(json, trial.scenario());
        json.text("model_sha256", trial.modelSha256())
                .object("acceleration", fields -> AccelerationFields.write(fields, trial.acceleration()))
                .object("runtime", fields -> fields.text(
                                "build", trial.runtime().build())
                        .textMap("settings", trial.runtime().settings()))
                .integer("round", trial.round())
                .integer("order", trial.order())
                .text("arm", trial.arm());
        outcome(json, trial.outcome());
        json.object("samples", fields -> samples(fields, trial.samples()))
                .object("memory", fields -> memory(fields, trial.memory()))
                .objects("readings", trial.readings(), (fields, reading) -> fields.text("name", reading.name())
                        .decimal("value", reading.value())
                        .text("unit", reading.unit())
                        .text("source", reading.source())
                        .text("moment", reading.moment()))
                .objects("warnings", trial.warnings(), (fields, warning) -> fields.text("code", warning.code())
                        .text("message", warning.message())
                        .text("remedy", warning.remedy()))
                .object("output_check", fields -> outputCheck(fields, trial.outputCheck()))
                .text("started_at", trial.startedAt().toString());
    }

    private static void scenario(JsonOutput json, Scenario scenario) throws IOException {
        json.text("scenario", scenario.id())
                .text("workload", scenario.workload())
                .text("lowering", scenario.lowering())
                .text("fusion", scenario.fusion())
                .text("dtype", scenario.dtype())
                .integer("batch", scenario.batch())
                .integer("sequence_length", scenario.sequenceLength())
                .text("runner", scenario.runner())
                .text("runtime_version", scenario.runtimeVersion())
                .integer("threads", scenario.threads())
                .textMap("options", scenario.options());
    }

    private static void outcome(JsonOutput json, TrialOutcome outcome) throws IOException {
        json.text("outcome", outcome.word());
        if (outcome instanceof TrialOutcome.Invalid invalid) {
            json.texts("flags", invalid.flags()).text("reason", String.join(", ", invalid.flags()));
        } else if (outcome instanceof TrialOutcome.Unsupported unsupported) {
            json.text("reason", unsupported.reason());
        } else if (outcome instanceof TrialOutcome.Failed failed) {
            json.text("stage", failed.stage().word()).text("reason", failed.reason());
        }
    }

    private static void samples(JsonOutput json, Samples samples) throws IOException {
        json.integer("load_ns", samples.loadNs())
                .integer("first_inference_ns", samples.firstInferenceNs())
                .integers("warmup_ns", samples.warmupNs())
                .integers("measure_ns", samples.measureNs())
                .integersIfAny("warmup_cpu_ns", samples.warmupCpuNs())
                .integersIfAny("measure_cpu_ns", samples.measureCpuNs());
    }

    private static void memory(JsonOutput json, Memory memory) throws IOException {
        json.integer("rss_before_load_bytes", memory.rssBeforeLoadBytes())
                .integer("rss_after_load_bytes", memory.rssAfterLoadBytes())
                .integer("rss_peak_bytes", memory.rssPeakBytes())
                .integer("heap_used_bytes", memory.heapUsedBytes())
                .integer("device_bytes", memory.deviceBytes());
    }

    private static void outputError(JsonOutput json, OutputError error) throws IOException {
        json.text("name", error.name())
                .decimal("max_abs_error", error.maxAbsError())
                .decimal("max_rel_error", error.maxRelError())
                .decimal("cosine", error.cosine())
                .decimal("tolerance", error.tolerance());
        if (error.norm().isPresent()) {
            json.decimal("norm_error", error.norm().get().error())
                    .decimal("norm_tolerance", error.norm().get().tolerance());
        }
        json.flag("passed", error.passed());
    }

    private static void notJudged(JsonOutput json, OutputCheck.NotJudged output) throws IOException {
        json.text("name", output.name()).text("reason", output.reason());
    }

    private static void outputCheck(JsonOutput json, OutputCheck check) throws IOException {
        if (check instanceof OutputCheck.Checked checked) {
            json.flag("checked", true)
                    .text("reference", checked.reference())
                    .decimal("max_abs_error", checked.maxAbsError())
                    .decimal("max_rel_error", checked.maxRelError())
                    .decimal("cosine", checked.cosine())
                    .decimal("tolerance", checked.tolerance())
                    .flag("passed", checked.passed());
            if (!checked.outputs().isEmpty()) {
                json.objects("outputs", checked.outputs(), TrialLines::outputError);
            }
            if (!checked.notJudged().isEmpty()) {
                json.objects("not_judged", checked.notJudged(), TrialLines::notJudged);
            }
        } else if (check instanceof OutputCheck.Incomparable incomparable) {
            json.flag("checked", true)
                    .text("reference", incomparable.reference())
                    .flag("passed", false)
                    .text("reason", incomparable.reason());
        } else if (check instanceof OutputCheck.NotChecked notChecked) {
            json.flag("checked", false).text("reason", notChecked.reason());
        }
    }
}
