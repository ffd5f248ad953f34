package dev.squeezebench.analysis.claims;

import dev.squeezebench.analysis.table.Cell;
import dev.squeezebench.analysis.table.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a measurement says about a claim. Confirming or refuting one takes the device it was made on; until such devices
 * are measured, the only honest answer is that the two cannot be compared.
 */
public sealed interface ClaimVerdict {
    /** One sentence with both numbers. */
    String sentence();

    /** Verdicts as people and programs read them. */
    static Table table(List<ClaimVerdict> verdicts) {
        return Table.of("claims", verdicts, columns -> columns.forPeople(
                        Table.Column.of("verdict"), verdict -> Cell.text(verdict.sentence()))
                .forPrograms("claim", verdict -> Cell.text(verdict.claim().id()))
                .forPrograms("verdict", verdict -> Cell.text(verdict.word()))
                .forPrograms("machine", verdict -> Cell.text(verdict.machine()))
                .forPrograms(
                        "claimed_speed_up",
                        verdict -> Cell.factor(verdict.claim().speedUp()))
                .forPrograms(
                        "claimed_device", verdict -> Cell.text(verdict.claim().device()))
                .forPrograms("sentence", verdict -> Cell.text(verdict.sentence())));
    }

    /** The published figure. */
    Claim claim();

    /** What the speed-ups were measured on. */
    String machine();

    /** Stable word for programs. */
    String word();

    /**
     * A speed-up as it is printed.
     *
     * @param on what it was measured on, such as {@code onnxruntime-1.29.0:cpu (squeezebert-uncased/conv)}
     * @param speedUp factor and spread, such as {@code 2.33x (95% interval 2.30-2.36)}
     */
    record Measured(String on, String speedUp) {}

    /**
     * Measured elsewhere: never a pass, whatever the numbers.
     *
     * @param claim the published figure
     * @param machine what it was measured on
     * @param measured at least one speed-up of the claim's workloads
     */
    record NotComparable(Claim claim, String machine, List<Measured> measured) implements ClaimVerdict {
        public NotComparable {
            measured = Collections.unmodifiableList(new ArrayList<>(measured));
        }

        @Override
        public String word() {
            return "not_comparable";
        }

        @Override
        public String sentence() {
            String speedUps = measured.stream()
                    .map(one -> one.speedUp() + " with " + one.on())
                    .collect(Collectors.joining(", "));
            return "not comparable: measured " + speedUps + " on " + machine + ", claimed " + claim.speedUp()
                    + "x on a " + claim.device() + " (" + claim.source() + ")";
        }
    }
}
