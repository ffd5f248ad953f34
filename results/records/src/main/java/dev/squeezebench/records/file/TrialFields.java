package dev.squeezebench.records.file;

import dev.squeezebench.records.Injection;
import dev.squeezebench.records.LaunchMode;
import dev.squeezebench.records.LoadPattern;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.OutputError;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.RuntimeUse;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.records.json.Range;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Fields of a {@code trial} record. */
final class TrialFields {
    private TrialFields() {}

    static void write(JsonOutput json, Trial trial) throws IOException {
        scenario(json, trial.scenario());
        if (trial.device().isPresent()) {
            json.object(
                    "device",
                    fields -> EnvironmentFields.device(fields, trial.device().get()));
        }
        if (trial.vm().isPresent()) {
            json.object("vm", fields -> VmFields.write(fields, trial.vm().get()));
        }
        json.text("model_sha256", trial.modelSha256())
                .object("acceleration", fields -> AccelerationFields.write(fields, trial.acceleration()))
                .object("runtime", fields -> fields.text(
                                "build", trial.runtime().build())
                        .textMap("settings", trial.runtime().settings()))
                .text("group", trial.group())
                .integer("round", trial.round())
                .integer("order", trial.order())
                .text("arm", trial.arm());
        if (trial.attempt() > 1) {
            json.integer("attempt", trial.attempt());
        }
        if (trial.launch().isPresent()) {
            json.text("launch", trial.launch().get().word());
        }
        if (trial.injected().isPresent()) {
            Injection injected = trial.injected().get();
            json.object("injected", fields -> fields.decimal("slow_down", injected.slowDown())
                    .decimal("first_turn", injected.firstTurn()));
        }
        outcome(json, trial.outcome());
        json.object("samples", fields -> SampleFields.write(fields, trial.samples()))
                .object("memory", fields -> MemoryFields.write(fields, trial.memory()))
                .objects("readings", trial.readings(), (fields, reading) -> fields.text("name", reading.name())
                        .decimal("value", reading.value())
                        .text("unit", reading.unit())
                        .text("source", reading.source())
                        .text("moment", reading.moment()));
        if (!trial.witnesses().isEmpty()) {
            json.objects("witnesses", trial.witnesses(), WitnessFields::write);
        }
        json.objects("warnings", trial.warnings(), WarningFields::write)
                .object("output_check", fields -> outputCheck(fields, trial.outputCheck()));
        if (trial.paddedCheck().isPresent()) {
            json.object(
                    "output_check_padded",
                    fields -> outputCheck(fields, trial.paddedCheck().get()));
        }
        json.text("started_at", trial.startedAt().toString());
    }

    static Trial read(JsonFields fields, RecordHead head) {
        boolean first = head.isFirstVersion();
        JsonFields runtime = fields.object("runtime").with("settings");
        JsonFields memory = fields.object("memory");
        List<Reading> readings = fields.objects("readings", TrialFields::reading);
        Map<String, String> sources = first ? MemoryFields.sourcesOfFirst(readings) : memory.textMap("sources");
        return new Trial.Builder(head.run(), head.at(), scenario(fields.with("options", "readings", "warnings"), first))
                .device(fields.optionalObject("device").map(EnvironmentFields::device))
                .vm(fields.optionalObject("vm").map(VmFields::read))
                .modelSha256(
                        fields.has("model_sha256")
                                ? Optional.of(ModelFields.sha256(fields, "model_sha256"))
                                : Optional.empty())
                .acceleration(AccelerationFields.read(fields.object("acceleration")))
                .runtime(new RuntimeUse(runtime.optionalText("build"), runtime.textMap("settings")))
                .group(fields.optionalText("group"))
                .place(fields.integer("round", Range.POSITIVE), fields.integer("order", Range.POSITIVE))
                .arm(arm(fields, "arm"))
                .attempt(fields.optionalInteger("attempt", Range.POSITIVE).orElse(1))
                .launch(fields.has("launch") ? Optional.of(fields.word("launch", LaunchMode.class)) : Optional.empty())
                .injected(fields.optionalObject("injected").map(TrialFields::injection))
                .outcome(outcome(fields, first))
                .samples(SampleFields.read(fields.object("samples")))
                .memory(MemoryFields.read(memory, sources))
                .readings(readings)
                .witnesses(fields.objects("witnesses", WitnessFields::read))
                .warnings(fields.objects("warnings", first ? WarningFields::readFirst : WarningFields::read))
                .outputCheck(outputCheck(fields.object("output_check")))
                .paddedCheck(fields.optionalObject("output_check_padded").map(TrialFields::outputCheck))
                .startedAt(RecordHead.time(fields, "started_at"))
                .build();
    }

    static void scenario(JsonOutput json, Scenario scenario) throws IOException {
        json.text("scenario", scenario.id())
                .text("workload", scenario.workload())
                .text("lowering", scenario.lowering())
                .text("fusion", scenario.fusion())
                .text("dtype", scenario.dtype())
                .integer("batch", scenario.batch())
                .integer("sequence_length", scenario.sequenceLength())
                .integer("padding_percent", scenario.paddingPercent())
                .text("runner", scenario.runner())
                .text("runtime_version", scenario.runtimeVersion())
                .integer("threads", scenario.threads())
                .textMap("options", scenario.options())
                .text("load_pattern", scenario.loadPattern().word());
    }

    static Scenario scenario(JsonFields fields, boolean first) {
        return new Scenario.Builder(fields.name("workload"))
                .graph(fields.name("lowering"), fields.name("fusion"))
                .dtype(fields.name("dtype"))
                .batch(fields.integer("batch", Range.POSITIVE))
                .sequenceLength(sequenceLength(fields))
                .paddingPercent(fields.optionalInteger("padding_percent", Range.PERCENT))
                .runtime(fields.name("runner"), fields.name("runtime_version"))
                .acceleration(fields.object("acceleration").name("requested"))
                .threads(fields.integer("threads", Range.POSITIVE))
                .options(fields.textMap("options"))
                .loadPattern(
                        first
                                ? LoadPattern.SINGLE_STREAM
                                : LoadPattern.ofWord(fields.oneOf("load_pattern", LoadPattern.SINGLE_STREAM.word())))
                .build();
    }

    /** A model file of the user without sequences had 1 in version 1. */
    static OptionalInt sequenceLength(JsonFields fields) {
        OptionalInt length = fields.optionalInteger("sequence_length", Range.POSITIVE);
        boolean none = RecordHead.isFirstVersion(fields)
                && length.orElse(1) == 1
                && fields.name("lowering").equals(Scenario.GIVEN);
        return none ? OptionalInt.empty() : length;
    }

    static String arm(JsonFields fields, String name) {
        return fields.oneOf(name, Trial.SINGLE, "baseline", "candidate", "control");
    }

    private static void outcome(JsonOutput json, TrialOutcome outcome) throws IOException {
        json.text("outcome", outcome.word());
        if (outcome instanceof TrialOutcome.Invalid invalid) {
            json.texts("flags", invalid.flags()).text("reason", String.join(", ", invalid.flags()));
        } else if (outcome instanceof TrialOutcome.Unsupported unsupported) {
            json.text("reason", unsupported.reason());
        } else if (outcome instanceof TrialOutcome.Failed failed) {
            json.text("stage", failed.stage()).text("reason", failed.reason());
            if (failed.fromOutside()) {
                json.flag("from_outside", true);
            }
        }
    }

    private static TrialOutcome outcome(JsonFields fields, boolean first) {
        return switch (fields.oneOf("outcome", "measured", "invalid", "unsupported", "failed")) {
            case "measured" -> new TrialOutcome.Measured();
            case "invalid" -> invalid(fields, first);
            case "unsupported" -> new TrialOutcome.Unsupported(fields.text("reason"));
            default ->
                new TrialOutcome.Failed(
                        fields.word("stage", Stage.class),
                        fields.text("reason"),
                        fields.optionalFlag("from_outside").orElse(false));
        };
    }

    private static TrialOutcome invalid(JsonFields fields, boolean first) {
        // The reason is derived from the flags.
        fields.with("flags").text("reason");
        List<String> flags = fields.texts("flags");
        return new TrialOutcome.Invalid(
                first ? flags.stream().map(WarningFields::code).collect(Collectors.toList()) : flags);
    }

    private static Injection injection(JsonFields fields) {
        return new Injection(
                fields.decimal("slow_down", Range.NOT_NEGATIVE), fields.decimal("first_turn", Range.NOT_NEGATIVE));
    }

    private static Reading reading(JsonFields fields) {
        return new Reading(
                fields.text("name"),
                fields.decimal("value"),
                fields.text("unit"),
                fields.text("source"),
                fields.oneOf("moment", "before", "during", "after"));
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

    private static OutputError outputError(JsonFields fields) {
        double error = fields.decimal("max_abs_error", Range.NOT_NEGATIVE);
        double tolerance = fields.decimal("tolerance", Range.NOT_NEGATIVE);
        return new OutputError(
                fields.text("name"),
                error,
                fields.decimal("max_rel_error", Range.NOT_NEGATIVE),
                fields.decimal("cosine", Range.COSINE),
                tolerance,
                fields.has("norm_error") ? Optional.of(norm(fields)) : Optional.empty(),
                fields.optionalFlag("passed").orElse(error <= tolerance));
    }

    private static OutputError.Norm norm(JsonFields fields) {
        return new OutputError.Norm(
                fields.decimal("norm_error", Range.NOT_NEGATIVE), fields.decimal("norm_tolerance", Range.ABOVE_ZERO));
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
                json.objects("outputs", checked.outputs(), TrialFields::outputError);
            }
            if (!checked.notJudged().isEmpty()) {
                json.objects("not_judged", checked.notJudged(), (fields, output) -> fields.text("name", output.name())
                        .text("reason", output.reason()));
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

    private static OutputCheck outputCheck(JsonFields fields) {
        if (!fields.flag("checked")) {
            return new OutputCheck.NotChecked(fields.text("reason"));
        }
        if (!fields.flag("passed") && !fields.has("max_abs_error")) {
            return new OutputCheck.Incomparable(fields.text("reference"), fields.text("reason"));
        }
        return new OutputCheck.Checked(
                fields.text("reference"),
                fields.decimal("max_abs_error", Range.NOT_NEGATIVE),
                fields.decimal("max_rel_error", Range.NOT_NEGATIVE),
                fields.decimal("cosine", Range.COSINE),
                fields.decimal("tolerance", Range.NOT_NEGATIVE),
                fields.flag("passed"),
                fields.objects("outputs", TrialFields::outputError),
                fields.objects(
                        "not_judged", output -> new OutputCheck.NotJudged(output.text("name"), output.text("reason"))));
    }
}
