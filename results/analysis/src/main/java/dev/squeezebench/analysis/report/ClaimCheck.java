package dev.squeezebench.analysis.report;

import dev.squeezebench.analysis.claims.Claim;
import dev.squeezebench.analysis.claims.ClaimVerdict;
import dev.squeezebench.analysis.claims.Claims;
import dev.squeezebench.analysis.table.Quantities;
import dev.squeezebench.records.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the speed-ups of one machine say about the published figures on the same workloads. */
final class ClaimCheck {
    private ClaimCheck() {}

    /** One verdict for each claim whose two workloads were compared. */
    static List<ClaimVerdict> of(Optional<Environment> environment, List<Group> groups) {
        String machine = environment.map(Environment::machine).orElse("a machine not recorded");
        List<ClaimVerdict> verdicts = new ArrayList<>();
        for (Claim claim : Claims.builtIn()) {
            List<ClaimVerdict.Measured> measured = measured(claim, groups);
            if (!measured.isEmpty()) {
                verdicts.add(new ClaimVerdict.NotComparable(claim, machine, measured));
            }
        }
        return verdicts;
    }

    private static List<ClaimVerdict.Measured> measured(Claim claim, List<Group> groups) {
        RowNames names = new RowNames(groups);
        List<ClaimVerdict.Measured> measured = new ArrayList<>();
        for (Group group : groups) {
            for (Row row : group.rows()) {
                row.speedUp()
                        .filter(speedUp -> claim.candidate()
                                        .equals(speedUp.candidate().workload())
                                && claim.baseline().equals(speedUp.baseline().workload()))
                        .ifPresent(speedUp -> measured.add(new ClaimVerdict.Measured(
                                place(names.placeOf(row), group) + " (" + row.name() + ')',
                                Quantities.ratio(speedUp.estimate()))));
            }
        }
        return measured;
    }

    /** Padding is said even where all rows share it. */
    private static String place(String differing, Group group) {
        String padding = group.conditions().paddingPercent().orElse(0) + "% padding";
        return group.conditions().paddingPercent().orElse(0) == 0 || differing.contains(padding)
                ? differing
                : differing + ", " + padding;
    }
}
