package dev.squeezebench.records;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * A model file together with the workload that it was made for.
 *
 * @param run id of the run it belongs to
 * @param at when the record was written
 * @param workload name of the workload, such as {@code squeezebert-uncased}
 * @param lowering how grouped convolutions are written in the graph
 * @param fusion which fused operators the graph uses
 * @param dtype element type of weights and activations
 * @param batch sequences in one invocation; the file's FLOP count is for this batch
 * @param sequenceLength tokens in one sequence; the file's FLOP count is for this length; absent where the scenario has none
 * @param file what was measured
 */
public record ModelRecord(
        String run,
        Instant at,
        String workload,
        String lowering,
        String fusion,
        String dtype,
        int batch,
        OptionalInt sequenceLength,
        ModelFile file)
        implements ResultRecord {
    public ModelRecord {
        if (batch < 1 || sequenceLength.orElse(1) < 1) {
            throw new IllegalArgumentException("batch and sequence length are at least 1");
        }
    }

    /** Whether the scenario measures this file. */
    public boolean isOf(Scenario scenario) {
        return workload.equals(scenario.workload())
                && lowering.equals(scenario.lowering())
                && fusion.equals(scenario.fusion())
                && dtype.equals(scenario.dtype())
                && batch == scenario.batch()
                && sequenceLength.equals(scenario.sequenceLength());
    }
}
