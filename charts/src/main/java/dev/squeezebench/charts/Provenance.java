package dev.squeezebench.charts;

import dev.squeezebench.charts.figure.DrawnValue;
import dev.squeezebench.charts.figure.Figure;
import dev.squeezebench.charts.figure.SourcedTrial;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Leads every drawn value back to raw samples: which files, by their SHA-256; which trials, by run, scenario, round and
 * arm; which samples, by the SHA-256 of their decimal values joined by commas, as {@code jq -j
 * '.samples.measure_ns|map(tostring)|join(",")'} prints them.
 */
final class Provenance {
    /** Name and version of the format. */
    static final String SCHEMA = "squeezebench-chart/1";

    private final List<ChartInput> inputs;

    /** Hashes of samples: one trial is in every chart. */
    private final IdentityHashMap<LongSeries, String> hashes = new IdentityHashMap<>();

    /** @param inputs the result files that charts are drawn from */
    Provenance(List<ChartInput> inputs) {
        this.inputs = List.copyOf(inputs);
    }

    /** The file's bytes, the same for the same inputs. */
    byte[] json(String chart, Figure.Result.Drawn drawn, List<String> files) throws IOException {
        IdentityHashMap<SourcedTrial, Integer> numbers = new IdentityHashMap<>();
        List<SourcedTrial> trials = new ArrayList<>();
        for (DrawnValue value : drawn.values()) {
            for (SourcedTrial trial : value.trials()) {
                if (numbers.putIfAbsent(trial, trials.size()) == null) {
                    trials.add(trial);
                }
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(root -> {
                root.text("schema", SCHEMA).text("chart", chart).texts("files", files);
                root.texts("program_versions", versions());
                root.objects("inputs", inputs, (each, input) -> each.text("file", input.name())
                        .text("sha256", input.sha256()));
                root.objects("drawn", drawn.values(), (each, value) -> value(each, value, numbers));
                root.objects("reference_lines", drawn.references(), (each, line) -> each.text("label", line.label())
                        .decimal("value", line.value())
                        .text("source", line.source()));
                root.objects("warnings", List.copyOf(warnings(trials).entrySet()), (each, warning) -> each.text(
                                "code", warning.getKey())
                        .integer("trials", warning.getValue()));
                root.objects("trials", trials, this::trial);
            });
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /** How many of the trials have each warning. */
    private static Map<String, Integer> warnings(List<SourcedTrial> trials) {
        Map<String, Integer> counts = new TreeMap<>();
        trials.forEach(each -> each.warnings().forEach(code -> counts.merge(code, 1, Integer::sum)));
        return counts;
    }

    /** Versions of the program that measured. */
    private List<String> versions() {
        return inputs.stream()
                .flatMap(input -> input.results().runs().stream())
                .map(RunRecord::version)
                .distinct()
                .toList();
    }

    /** The value, and by their places in {@code trials} what it was computed from. */
    private static void value(JsonOutput json, DrawnValue drawn, IdentityHashMap<SourcedTrial, Integer> numbers)
            throws IOException {
        json.texts("scenarios", drawn.scenarios())
                .text("statistic", drawn.statistic())
                .text("unit", drawn.unit());
        if (drawn.value().isPresent()) {
            json.decimal("value", drawn.value().get());
        }
        if (drawn.spread().isPresent()) {
            json.object("spread", each -> spread(each, drawn.spread().get()));
        }
        json.integers(
                "trials",
                LongSeries.of(drawn.trials().stream()
                        .mapToLong(trial -> Objects.requireNonNull(numbers.get(trial)))
                        .toArray()));
    }

    private static void spread(JsonOutput json, Spread spread) throws IOException {
        json.decimal("lower", spread.lower()).decimal("upper", spread.upper());
        if (spread instanceof Spread.Interval interval) {
            json.decimal("confidence", interval.confidence()).text("method", interval.method());
        }
    }

    private void trial(JsonOutput json, SourcedTrial sourced) throws IOException {
        Trial trial = sourced.trial();
        json.integer("input", sourced.input())
                .text("run", trial.run())
                .text("scenario", trial.scenario().id())
                .integer("round", trial.round())
                .integer("order", trial.order())
                .text("arm", trial.arm())
                .texts("warnings", sourced.warnings());
        series(json, "warmup", trial.samples().warmupNs());
        series(json, "measure", trial.samples().measureNs());
    }

    private void series(JsonOutput json, String phase, LongSeries series) throws IOException {
        json.integer(phase + "_samples", series.size())
                .text(phase + "_ns_sha256", hashes.computeIfAbsent(series, Provenance::hash));
    }

    /** SHA-256 of the decimal values joined by commas. */
    static String hash(LongSeries series) {
        return Digests.sha256(series.stream().mapToObj(Long::toString).collect(Collectors.joining(",")));
    }
}
