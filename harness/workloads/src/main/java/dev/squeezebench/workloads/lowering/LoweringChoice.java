package dev.squeezebench.workloads.lowering;

import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.network.Network;
import java.util.List;

/**
 * How a network is written for a runtime, and why.
 *
 * @param lowering one of the emitter's lowerings of the network
 * @param fusion one of the emitter's fusions of the network in that lowering
 * @param reason one sentence for the record: what was measured, or why there was nothing to go by
 */
public record LoweringChoice(String lowering, String fusion, String reason) {
    /** The fusion for another lowering, which a user chose: not every fusion goes with it. */
    public String fusionWith(String other, Network network, ModelEmitter emitter) {
        List<String> fusions = emitter.fusions(network, other);
        return fusions.contains(fusion) ? fusion : fusions.get(0);
    }
}
