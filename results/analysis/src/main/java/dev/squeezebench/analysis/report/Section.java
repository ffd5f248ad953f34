package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.claims.ClaimVerdict;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ModelRecord;
import dev.squeezebench.records.RunRecord;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was measured on one machine with one operating system and one Java; quick runs stand apart from full ones.
 *
 * @param environment the machine; absent when it is not in the file
 * @param runs the runs
 * @param unfinished ids of the runs that ended before their last round was complete
 * @param baseline what speed-ups are relative to
 * @param groups the scenarios by their conditions
 * @param bothWays speed-ups that a run measured one after the other as well, to show what turns bring
 * @param models the files of its runs
 * @param claims what the speed-ups say about published figures
 */
public record Section(
        Optional<Environment> environment,
        List<RunRecord> runs,
        Set<String> unfinished,
        RelativeTo baseline,
        List<Group> groups,
        List<BothWays> bothWays,
        List<ModelRecord> models,
        List<ClaimVerdict> claims) {
    public Section {
        runs = List.copyOf(runs);
        unfinished = Set.copyOf(unfinished);
        groups = List.copyOf(groups);
        bothWays = List.copyOf(bothWays);
        models = List.copyOf(models);
        claims = List.copyOf(claims);
    }

    /** Machine, operating system, Java in one line. */
    public String caption() {
        return environment.map(Environment::caption).orElse("machine not recorded");
    }

    /** All rows of all groups. */
    public List<Row> rows() {
        return groups.stream().flatMap(group -> group.rows().stream()).toList();
    }

    /** What of it was measured at several sizes. */
    public List<Sweep> sweeps() {
        return Sweep.of(rows());
    }

    /** From which size on an accelerator is faster than the processor. */
    public List<AcceleratorCrossover> crossovers() {
        List<AcceleratorCrossover> crossovers = new ArrayList<>();
        for (Sweep sweep : sweeps()) {
            crossovers.addAll(sweep.crossovers());
        }
        return crossovers;
    }

    /** Program and runs in one line. */
    public String provenance() {
        return runs.stream()
                .map(run -> "run " + run.run() + " of " + run.at().truncatedTo(ChronoUnit.SECONDS) + " by squeezebench "
                        + run.version() + (unfinished.contains(run.run()) ? " (unfinished)" : ""))
                .collect(Collectors.joining("; "));
    }

    /** How runs, or the sittings of a run that was resumed, were pooled; empty where there is one. */
    public Optional<String> pooling() {
        long sittings = rows().stream()
                .flatMap(row -> row.summary().latency().stream())
                .mapToInt(latency -> latency.runs().size())
                .max()
                .orElse(0);
        if (runs.size() < 2 && sittings < 2) {
            return Optional.empty();
        }
        String pooled = runs.size() < 2
                ? "resumed, in " + sittings + " sittings"
                : runs.size() + " runs pooled" + (unfinished.isEmpty() ? "" : ", " + unfinished.size() + " unfinished");
        String each = runs.size() < 2 ? "sitting" : "run";
        return Optional.of(pooled + ": an estimate is the geometric mean of the " + each + "s' own, each " + each
                + " one value; below six " + each + "s its range goes from the lowest to the highest end of theirs");
    }

    /** Whether there are quick runs among them, whose numbers are a smoke test and no measurement. */
    public boolean quick() {
        return runs.stream().anyMatch(RunRecord::quick);
    }
}
