package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.claims.ClaimVerdict;
import dev.squeezebench.analysis.statistics.Crossover;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.analysis.table.JsonRenderer;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.json.JsonOutput;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The report as one JSON object. */
public final class JsonReport {
    private JsonReport() {}

    /** The object's text, ended by a line feed. */
    public static String render(Report report) {
        return render(report, json -> {});
    }

    /** The same with more fields. */
    public static String render(Report report, JsonOutput.Part more) {
        return JsonRenderer.render(json -> {
            json.text("schema", ResultRecord.SCHEMA)
                    .text("record", "report")
                    .objects("sections", report.sections(), JsonReport::section)
                    .objects("warnings", report.warnings(), (fields, warning) -> fields.text("code", warning.code())
                            .text("message", warning.message())
                            .text("remedy", warning.remedy()));
            more.write(json);
        });
    }

    private static void section(JsonOutput json, Section section) throws IOException {
        json.text("machine", section.caption())
                .flag("quick", section.quick())
                .text("relative_to", section.baseline().text())
                .objects("runs", section.runs(), (fields, run) -> fields.text("run", run.run())
                        .text("at", run.at().truncatedTo(ChronoUnit.SECONDS).toString())
                        .text("version", run.version())
                        .flag("unfinished", section.unfinished().contains(run.run())));
        JsonRenderer.rows(json, ScenarioTable.of(section));
        List<Sustained> rounds = Sustained.of(section);
        if (!rounds.isEmpty()) {
            json.objects(SustainedTable.NAME, rounds, SustainedTable::json);
        }
        json.objects("crossovers", section.crossovers(), JsonReport::crossover);
        JsonRenderer.rows(json, ClaimVerdict.table(section.claims()));
    }

    private static void crossover(JsonOutput json, AcceleratorCrossover crossover) throws IOException {
        json.text("axis", crossover.candidate().axis().word())
                .text("workload", crossover.candidate().scenario().workload())
                .text("candidate", crossover.candidate().name())
                .text("reference", crossover.reference().name())
                .flag("software_adapter", crossover.candidate().softwareAdapter())
                .flag("partial", crossover.candidate().partial());
        if (crossover.crossover() instanceof Crossover.At at) {
            json.object("at", fields -> estimate(fields, at.size()));
        }
        json.text("sentence", crossover.sentence());
    }

    private static void estimate(JsonOutput json, GeometricMean mean) throws IOException {
        json.decimal("value", mean.value());
        if (mean.count() > 1) {
            json.decimal("lower", mean.spread().lower())
                    .decimal("upper", mean.spread().upper())
                    .text("spread", ScenarioTable.kind(mean));
        }
        json.integer("count", mean.count());
    }
}
