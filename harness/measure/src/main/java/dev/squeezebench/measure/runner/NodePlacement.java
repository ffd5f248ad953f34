package dev.squeezebench.measure.runner;

import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Warning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where the nodes of a graph ran.
 *
 * @param acceleration requested, obtained, nodes by place
 * @param companions accelerations of the same device that take what the requested one leaves, such as CUDA behind
 *     TensorRT: their nodes count as placed
 * @param warnings what a reader of the result has to know of it
 */
public record NodePlacement(AccelerationUse acceleration, List<String> companions, List<Warning> warnings) {
    public NodePlacement {
        companions = Collections.unmodifiableList(new ArrayList<>(companions));
        warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
    }

    /** Where an acceleration has no companion. */
    public NodePlacement(AccelerationUse acceleration, List<Warning> warnings) {
        this(acceleration, Collections.emptyList(), warnings);
    }

    /**
     * Insists that every node ran on the device that was asked for.
     *
     * @throws RunnerException that says how many did not, and names the first
     */
    public void insistOnFull() throws RunnerException {
        int stray = acceleration.strayNodes(companions);
        if (stray > 0) {
            throw new RunnerException(stray + " of " + acceleration.placedNodes() + " nodes did not run on "
                    + acceleration.requested()
                    + acceleration.fallbacks().stream()
                            .filter(node -> !companions.contains(node.on()))
                            .findFirst()
                            .map(node -> ", the first is " + node.kind() + " '" + node.name() + "' on " + node.on())
                            .orElse("")
                    + ", and --require-full-placement asks for it");
        }
    }
}
