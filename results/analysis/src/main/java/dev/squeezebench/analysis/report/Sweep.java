package dev.squeezebench.analysis.report;

import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One workload over the values of an axis, on every target that measured several of them.
 *
 * @param axis what was swept
 * @param curves one for each target and form, at least one, in order of their first trial
 */
public record Sweep(SweepAxis axis, List<Curve> curves) {
    private static final String PROCESSOR = "cpu";

    public Sweep {
        curves = Collections.unmodifiableList(new ArrayList<>(curves));
    }

    /** The sweeps that the rows of one machine make. */
    static List<Sweep> of(List<Row> rows) {
        List<Sweep> sweeps = new ArrayList<>();
        for (SweepAxis axis : SweepAxis.values()) {
            Map<List<Object>, List<Curve>> alike = new LinkedHashMap<>();
            for (Curve curve : Curve.of(axis, rows)) {
                Scenario scenario = curve.scenario();
                Conditions conditions = axis.without(scenario);
                List<Object> shared = Arrays.asList(
                        scenario.workload(),
                        scenario.dtype(),
                        conditions.threads(),
                        conditions.batch(),
                        conditions.sequenceLength(),
                        conditions.paddingPercent());
                alike.computeIfAbsent(shared, key -> new ArrayList<>()).add(curve);
            }
            alike.values().forEach(curves -> sweeps.add(new Sweep(axis, curves)));
        }
        return sweeps;
    }

    /** One of its scenarios: all share workload, element type, threads and the other sizes. */
    public Scenario scenario() {
        return curves.get(0).scenario();
    }

    /**
     * From where on each accelerator is faster than the processor of the same runtime; where that was not measured, than
     * any runtime's. Empty where no {@code cpu} was measured, and over threads, which an accelerator has none of.
     */
    public List<AcceleratorCrossover> crossovers() {
        List<AcceleratorCrossover> crossovers = new ArrayList<>();
        if (axis == SweepAxis.THREADS) {
            return crossovers;
        }
        for (Curve curve : curves) {
            if (!curve.scenario().acceleration().equals(PROCESSOR)) {
                reference(curve)
                        .flatMap(reference -> AcceleratorCrossover.of(curve, reference))
                        .ifPresent(crossovers::add);
            }
        }
        return crossovers;
    }

    private Optional<Curve> reference(Curve candidate) {
        List<Curve> ofRuntime = new ArrayList<>();
        List<Curve> all = new ArrayList<>();
        for (Curve curve : curves) {
            if (curve.scenario().acceleration().equals(PROCESSOR)) {
                all.add(curve);
                if (curve.scenario().runner().equals(candidate.scenario().runner())) {
                    ofRuntime.add(curve);
                }
            }
        }
        return (ofRuntime.isEmpty() ? all : ofRuntime)
                .stream().min((a, b) -> RelativeTo.PLAINEST.compare(a.scenario(), b.scenario()));
    }
}
