package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.claims.ClaimVerdict;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.RunRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was measured on one machine with one operating system and one Java; quick runs stand apart from full ones.
 *
 * @param environment the machine; absent when the file does not hold it
 * @param runs the runs
 * @param groups the scenarios by their conditions
 * @param claims what the speed-ups say about published figures
 */
public record Section(
        Optional<Environment> environment, List<RunRecord> runs, List<Group> groups, List<ClaimVerdict> claims) {
    public Section {
        runs = Collections.unmodifiableList(new ArrayList<>(runs));
        groups = Collections.unmodifiableList(new ArrayList<>(groups));
        claims = Collections.unmodifiableList(new ArrayList<>(claims));
    }

    /** Machine, operating system, Java in one line. */
    public String caption() {
        return environment.map(Environment::caption).orElse("machine not recorded");
    }

    /** What of it was measured at several sizes. */
    public List<Sweep> sweeps() {
        List<Row> rows = new ArrayList<>();
        for (Group group : groups) {
            rows.addAll(group.rows());
        }
        return Sweep.of(rows);
    }

    /** From which size on an accelerator is faster than the processor. */
    public List<Overtaking> overtakings() {
        List<Overtaking> overtakings = new ArrayList<>();
        for (Sweep sweep : sweeps()) {
            overtakings.addAll(sweep.overtakings());
        }
        return overtakings;
    }

    /** Program and runs in one line. */
    public String provenance() {
        return runs.stream()
                .map(run -> "run " + run.run() + " of " + run.at() + " by squeezebench " + run.version())
                .collect(Collectors.joining("; "));
    }

    /** Whether it holds quick runs, whose numbers are a smoke test and no measurement. */
    public boolean quick() {
        return runs.stream().anyMatch(RunRecord::quick);
    }
}
