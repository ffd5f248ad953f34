package dev.squeezebench.measure.runner;

import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Warning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where the nodes of a graph ran.
 *
 * @param acceleration requested, obtained, nodes by place; without a node where the places are unknown
 * @param onePlace whether the session has one place alone, so that every node ran there, counted or not
 * @param companions accelerations of the same device that take what the requested one leaves, such as CUDA behind
 *     TensorRT: their nodes count as placed
 * @param warnings what a reader of the result has to know of it
 */
public record NodePlacement(
        AccelerationUse acceleration, boolean onePlace, List<String> companions, List<Warning> warnings) {
    public NodePlacement {
        companions = Collections.unmodifiableList(new ArrayList<>(companions));
        warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
    }

    /** Of a session that may have several places. */
    public NodePlacement(AccelerationUse acceleration, List<String> companions, List<Warning> warnings) {
        this(acceleration, false, companions, warnings);
    }

    /** Where an acceleration has no companion. */
    public NodePlacement(AccelerationUse acceleration, List<Warning> warnings) {
        this(acceleration, Collections.emptyList(), warnings);
    }

    /** Of a session that has no other place than the one that was asked for, such as a runtime's plain processor. */
    public static NodePlacement inOnePlace(AccelerationUse acceleration) {
        return new NodePlacement(acceleration, true, Collections.emptyList(), Collections.emptyList());
    }

    /**
     * Insists that every node ran on the device that was asked for.
     *
     * @throws RunnerException that says how many did not, and names the first; or that the places are unknown
     */
    public void insistOnFull() throws RunnerException {
        if (acceleration.placedNodes() == 0 && !onePlace) {
            throw new RunnerException("it is unknown where the nodes ran, and --require-full-placement asks for all of"
                    + " them on " + acceleration.requested() + ": leave it out, or choose another target");
        }
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
