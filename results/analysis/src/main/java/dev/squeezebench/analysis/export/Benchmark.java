package dev.squeezebench.analysis.export;

import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.report.Row;
import dev.squeezebench.analysis.report.Section;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.Vm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * A scenario as other tools know it: by a name that stays the same when the runtime's version changes.
 *
 * @param name such as {@code squeezebert-uncased/conv/none/float32/b1/s128/onnxruntime-cpu/t1}
 * @param arm of its trials: {@link Trial#SINGLE}, or one of a gate
 * @param section where it was measured
 * @param row its numbers
 */
record Benchmark(String name, String arm, Section section, Row row) {
    /** Of the name where the accelerator did not do nearly all of it. */
    private static final String PARTIAL = "/partial";

    /** Scenarios of all arms that results have, whether or not any trial counts. */
    static List<Benchmark> of(List<? extends ResultRecord> records) {
        List<Benchmark> all = new ArrayList<>();
        for (String arm : arms(records)) {
            List<Benchmark> ofArm = new ArrayList<>();
            for (Section section :
                    Report.of(only(records, arm), Optional.empty(), List.of()).sections()) {
                for (Row row : section.rows()) {
                    String name = name(row.summary().scenario());
                    ofArm.add(new Benchmark(row.summary().partial() ? name + PARTIAL : name, arm, section, row));
                }
            }
            all.addAll(distinct(ofArm));
        }
        return all;
    }

    private static TreeSet<String> arms(List<? extends ResultRecord> records) {
        TreeSet<String> arms = new TreeSet<>();
        records.forEach(record -> {
            if (record instanceof Trial trial) {
                arms.add(trial.arm());
            }
        });
        return arms;
    }

    private static List<ResultRecord> only(List<? extends ResultRecord> records, String arm) {
        List<ResultRecord> kept = new ArrayList<>();
        for (ResultRecord record : records) {
            if (!(record instanceof Trial trial)) {
                kept.add(record);
            } else if (trial.arm().equals(arm)) {
                kept.add(trial.toBuilder().arm(Trial.SINGLE).build());
            }
        }
        return kept;
    }

    /** Names with the version, and the machine's number, where there would be two alike. */
    private static List<Benchmark> distinct(List<Benchmark> all) {
        List<Benchmark> named = all;
        if (hasDuplicates(named)) {
            named = named.stream()
                    .map(one -> one.named(
                            one.name + "/" + one.row.summary().scenario().runtimeVersion()))
                    .toList();
        }
        if (hasDuplicates(named)) {
            List<Section> machines =
                    named.stream().map(Benchmark::section).distinct().toList();
            named = named.stream()
                    .map(one -> one.named(one.name + "/machine" + (machines.indexOf(one.section) + 1)))
                    .toList();
        }
        return named;
    }

    private static boolean hasDuplicates(List<Benchmark> all) {
        Map<String, Integer> counts = new HashMap<>();
        all.forEach(one -> counts.merge(one.name, 1, Integer::sum));
        return counts.values().stream().anyMatch(count -> count > 1);
    }

    private Benchmark named(String other) {
        return new Benchmark(other, arm, section, row);
    }

    /** The scenario's id without the runtime's version, in parts that no tool takes for something else. */
    static String name(Scenario scenario) {
        String id = scenario.id();
        String version = '@' + scenario.runner() + '-' + scenario.runtimeVersion() + ':';
        return id.replace(version, '/' + scenario.runner() + '-')
                .replace('+', '/')
                .replace(' ', '_');
    }

    Scenario scenario() {
        return row.summary().scenario();
    }

    Optional<LatencySummary> latency() {
        return row.summary().latency();
    }

    List<Trial> trials() {
        return latency()
                .map(measured -> measured.trials().stream()
                        .map(LatencySummary.TrialMedian::trial)
                        .toList())
                .orElse(List.of());
    }

    OptionalDouble peakRssBytes() {
        return row.summary().peakRssBytes();
    }

    /** The name, with the arm where there are several. */
    String label() {
        return arm.equals(Trial.SINGLE) ? name : name + " (" + arm + ')';
    }

    Optional<Vm> vm() {
        return trials().stream().findFirst().flatMap(Trial::vm).or(() -> section.environment()
                .map(environment -> environment.vm()));
    }

    /** When the newest of its runs began. */
    Optional<Instant> at() {
        return section.runs().stream().map(RunRecord::at).max(Comparator.naturalOrder());
    }

    /** Parts of the scenario by name, for tools that have parameters or labels. */
    Map<String, String> parameters() {
        Scenario scenario = scenario();
        Map<String, String> parameters = new java.util.LinkedHashMap<>();
        parameters.put("workload", scenario.workload());
        parameters.put("lowering", scenario.lowering());
        parameters.put("fusion", scenario.fusion());
        parameters.put("dtype", scenario.dtype());
        parameters.put("batch", String.valueOf(scenario.batch()));
        scenario.sequenceLength().ifPresent(length -> parameters.put("sequence_length", String.valueOf(length)));
        if (scenario.paddingPercent().orElse(0) > 0) {
            // Not 0: what dashboards have would begin anew.
            parameters.put(
                    "padding_percent", String.valueOf(scenario.paddingPercent().getAsInt()));
        }
        parameters.put("runtime", scenario.runner() + '-' + scenario.runtimeVersion());
        parameters.put("acceleration", scenario.acceleration());
        if (row.summary().partial()) {
            parameters.put("partial", "true");
        }
        parameters.put("threads", String.valueOf(scenario.threads()));
        if (!scenario.options().isEmpty()) {
            parameters.put("options", scenario.options().toString());
        }
        if (!arm.equals(Trial.SINGLE)) {
            parameters.put("arm", arm);
        }
        return parameters;
    }
}
