package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.statistics.Crossover;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.statistics.Percentile;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The report as one JSON object. */
public final class JsonReport {
    private JsonReport() {}

    /** The object's text, ended by a line feed. */
    public static String render(Report report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(fields -> report(fields, report));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
        bytes.write('\n');
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }

    private static void report(JsonOutput json, Report report) throws IOException {
        json.text("schema", ResultRecord.SCHEMA)
                .text("record", "report")
                .text("relative_to", report.relativeTo())
                .objects("sections", report.sections(), JsonReport::section)
                .objects("warnings", report.warnings(), (fields, warning) -> fields.text("code", warning.code())
                        .text("message", warning.message())
                        .text("remedy", warning.remedy()));
    }

    private static void section(JsonOutput json, Section section) throws IOException {
        json.text("machine", section.caption())
                .flag("quick", section.quick())
                .objects("runs", section.runs(), (fields, run) -> fields.text("run", run.run())
                        .text("at", run.at().toString())
                        .text("version", run.version()))
                .objects("groups", section.groups(), (fields, group) -> fields.text(
                                "conditions", group.conditions().label())
                        .objects("scenarios", group.rows(), JsonReport::row))
                .objects("crossovers", section.overtakings(), JsonReport::overtaking)
                .objects("claims", section.claims(), (fields, verdict) -> fields.text("verdict", "not_comparable")
                        .text("sentence", verdict.sentence()));
    }

    private static void overtaking(JsonOutput json, Overtaking overtaking) throws IOException {
        json.text("axis", overtaking.candidate().axis().word())
                .text("workload", overtaking.candidate().scenario().workload())
                .text("candidate", overtaking.candidate().name())
                .text("reference", overtaking.reference().name())
                .flag("software_adapter", overtaking.candidate().softwareAdapter());
        if (overtaking.crossover() instanceof Crossover.At at) {
            json.object("at", fields -> estimate(fields, at.size()));
        }
        json.text("sentence", overtaking.sentence());
    }

    private static void row(JsonOutput json, Row row) throws IOException {
        ScenarioSummary summary = row.summary();
        Scenario scenario = summary.scenario();
        json.text("scenario", scenario.id())
                .text("workload", scenario.workload())
                .text("lowering", scenario.lowering())
                .text("fusion", scenario.fusion())
                .text("target", scenario.target())
                .flag("software_adapter", summary.softwareAdapter())
                .integer("trials", summary.trials());
        if (summary.latency().isPresent()) {
            LatencySummary latency = summary.latency().get();
            json.object("median_ns", fields -> nanoseconds(fields, latency.median()))
                    .objects("medians", latency.trials(), (fields, trial) -> fields.text("run", trial.run())
                            .integer("round", trial.round())
                            .integer("median_ns", Math.round(trial.medianNs())));
            if (latency.p90() instanceof Percentile.Carried carried) {
                json.integer("p90_ns", Math.round(carried.value()));
            }
        }
        if (summary.sequencesPerSecond().isPresent()) {
            json.decimal(
                    "sequences_per_second", summary.sequencesPerSecond().get().value());
        }
        if (row.speedUp().isPresent()) {
            SpeedUp speedUp = row.speedUp().get();
            json.object("speed_up", fields -> {
                fields.text("relative_to", speedUp.baseline().id());
                estimate(fields, speedUp.estimate());
            });
        }
        if (summary.peakRssBytes().isPresent()) {
            json.integer("peak_rss_bytes", Math.round(summary.peakRssBytes().getAsDouble()));
        }
        json.objects("not_counted", summary.mishaps(), (fields, mishap) -> fields.text("outcome", mishap.outcome())
                        .text("reason", mishap.reason())
                        .integer("trials", mishap.trials()))
                .objects("warnings", summary.warnings(), (fields, warning) -> fields.text("code", warning.code())
                        .text("message", warning.message())
                        .text("remedy", warning.remedy()));
    }

    private static void nanoseconds(JsonOutput json, GeometricMean mean) throws IOException {
        json.integer("value", Math.round(mean.value()))
                .object(mean.spread() instanceof Spread.Interval ? "interval" : "range", fields -> fields.integer(
                                "lower", Math.round(mean.spread().lower()))
                        .integer("upper", Math.round(mean.spread().upper())))
                .integer("count", mean.count());
    }

    private static void estimate(JsonOutput json, GeometricMean mean) throws IOException {
        json.decimal("value", mean.value())
                .object(mean.spread() instanceof Spread.Interval ? "interval" : "range", fields -> fields.decimal(
                                "lower", mean.spread().lower())
                        .decimal("upper", mean.spread().upper()))
                .integer("count", mean.count());
    }
}
