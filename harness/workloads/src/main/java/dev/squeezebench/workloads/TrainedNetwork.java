package dev.squeezebench.workloads;

import dev.squeezebench.records.Digests;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network with its weights, under the name that users select it by.
 *
 * @param name such as {@code squeezebert-uncased}
 * @param network its layers
 * @param weights values of its parameters
 */
public record TrainedNetwork(String name, Network network, Weights weights) {
    /** Seed of the built-in networks' weights, and of inputs, where there is no other. */
    public static final long SEED = 42;

    /** The same under another name. */
    public TrainedNetwork named(String other) {
        return new TrainedNetwork(other, network, weights);
    }

    /**
     * SHA-256 that identifies every output it can give, 64 hexadecimal digits: of the network's sizes, groups and epsilons
     * and of where its weights come from, with the files' hash.
     */
    public String identity() {
        return Digests.sha256(network.canonicalText() + weights.provenance());
    }

    /** The built-in networks with seeded weights by name, in the order in which they are shown. */
    public static Map<String, TrainedNetwork> builtIn() {
        Map<String, TrainedNetwork> trained = new LinkedHashMap<>();
        Networks.builtIn()
                .forEach((name, network) ->
                        trained.put(name, new TrainedNetwork(name, network, new SeededWeights(SEED))));
        return Collections.unmodifiableMap(trained);
    }
}
