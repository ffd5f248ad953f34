package dev.squeezebench.measure;

import dev.squeezebench.results.AccelerationUse;
import dev.squeezebench.results.Warning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where the nodes of a graph ran.
 *
 * @param acceleration requested, obtained, nodes by place
 * @param warnings what a reader of the result has to know of it
 */
public record Placed(AccelerationUse acceleration, List<Warning> warnings) {
    public Placed {
        warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
    }

    /**
     * Insists that every node ran where it was asked to.
     *
     * @throws RunnerException that says how many did not, and names the first
     */
    void insistOnFull() throws RunnerException {
        int stray = acceleration.strayNodes();
        if (stray > 0) {
            throw new RunnerException(stray + " of " + acceleration.placedNodes() + " nodes did not run on "
                    + acceleration.requested()
                    + acceleration.fallbacks().stream()
                            .findFirst()
                            .map(node -> ", the first is " + node.kind() + " '" + node.name() + "' on " + node.on())
                            .orElse("")
                    + ", and --require-full-placement asks for it");
        }
    }
}
