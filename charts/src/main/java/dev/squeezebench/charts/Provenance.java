package dev.squeezebench.charts;

import dev.squeezebench.charts.figure.DrawnMark;
import dev.squeezebench.charts.figure.Figure;
import dev.squeezebench.charts.figure.Sourced;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Leads every drawn value back to raw samples: which files, by their SHA-256; which trials, by run, scenario, round and
 * arm; which samples, by the SHA-256 of their decimal values joined by commas, as {@code jq -j
 * '.samples.measure_ns|map(tostring)|join(",")'} prints them.
 */
final class Provenance {
    /** Name and version of the format. */
    static final String SCHEMA = "squeezebench-chart/1";

    private Provenance() {}

    /** The file's bytes, the same for the same inputs. */
    static byte[] json(Figure.Result.Drawn drawn, List<ChartInput> inputs, List<String> files) throws IOException {
        List<Sourced<Trial>> trials = drawn.marks().stream()
                .flatMap(mark -> mark.trials().stream())
                .distinct()
                .toList();
        Map<Sourced<Trial>, Integer> numbers = new HashMap<>();
        trials.forEach(trial -> numbers.put(trial, numbers.size()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(root -> {
                root.text("schema", SCHEMA).text("chart", drawn.name()).texts("files", files);
                root.texts("program_versions", versions(inputs));
                root.objects("inputs", inputs, (each, input) -> each.text("file", input.name())
                        .text("sha256", input.sha256()));
                root.objects("drawn", drawn.marks(), (each, mark) -> mark(each, mark, numbers));
                root.objects("reference_lines", drawn.lines(), (each, line) -> each.text("label", line.label())
                        .decimal("value", line.value())
                        .text("source", line.source()));
                root.objects("trials", trials, Provenance::trial);
            });
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /** Versions of the program that measured. */
    private static List<String> versions(List<ChartInput> inputs) {
        return inputs.stream()
                .flatMap(input -> input.results().runs().stream())
                .map(RunRecord::version)
                .distinct()
                .toList();
    }

    /** The value, and by their places in {@code trials} what it was computed from. */
    private static void mark(JsonOutput json, DrawnMark mark, Map<Sourced<Trial>, Integer> numbers) throws IOException {
        json.texts("scenarios", mark.scenarios())
                .text("statistic", mark.statistic())
                .text("unit", mark.unit());
        if (mark.value().isPresent()) {
            json.decimal("value", mark.value().get());
        }
        if (mark.spread().isPresent()) {
            json.object("spread", each -> spread(each, mark.spread().get()));
        }
        json.integers(
                "trials",
                LongSeries.of(mark.trials().stream()
                        .mapToLong(trial -> Objects.requireNonNull(numbers.get(trial)))
                        .toArray()));
    }

    private static void spread(JsonOutput json, Spread spread) throws IOException {
        json.decimal("lower", spread.lower()).decimal("upper", spread.upper());
        if (spread instanceof Spread.Interval interval) {
            json.decimal("confidence", interval.confidence()).text("method", interval.method());
        }
    }

    private static void trial(JsonOutput json, Sourced<Trial> sourced) throws IOException {
        Trial trial = sourced.record();
        json.integer("input", sourced.input())
                .text("run", trial.run())
                .text("scenario", trial.scenario().id())
                .integer("round", trial.round())
                .integer("order", trial.order())
                .text("arm", trial.arm());
        series(json, "warmup", trial.samples().warmupNs());
        series(json, "measure", trial.samples().measureNs());
    }

    private static void series(JsonOutput json, String phase, LongSeries series) throws IOException {
        json.integer(phase + "_samples", series.size()).text(phase + "_ns_sha256", hash(series));
    }

    /** SHA-256 of the decimal values joined by commas. */
    static String hash(LongSeries series) {
        return Digests.sha256(series.stream().mapToObj(Long::toString).collect(Collectors.joining(",")));
    }
}
