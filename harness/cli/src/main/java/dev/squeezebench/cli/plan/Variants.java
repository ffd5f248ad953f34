package dev.squeezebench.cli.plan;

import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.network.Network;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that users may write.
 *
 * @param lowerings every lowering that some format knows for some network, and {@link Wish#AUTO}
 * @param fusions every fusion that some format knows for some network, and {@link Wish#AUTO}
 * @param dtypes every type that some format's weights and activations can have
 */
public record Variants(Set<String> lowerings, Set<String> fusions, Set<String> dtypes) {
    public Variants {
        lowerings = Set.copyOf(lowerings);
        fusions = Set.copyOf(fusions);
        dtypes = Set.copyOf(dtypes);
    }

    /** What the writers can write. */
    public static Variants of(List<ModelEmitter> emitters, Collection<Network> networks) {
        Set<String> lowerings = new TreeSet<>(Set.of(Wish.AUTO));
        Set<String> fusions = new TreeSet<>(Set.of(Wish.AUTO));
        Set<String> dtypes = new TreeSet<>();
        for (ModelEmitter emitter : emitters) {
            emitter.elementTypes().forEach(type -> dtypes.add(type.word()));
            for (Network network : networks) {
                lowerings.addAll(emitter.lowerings(network));
                emitter.lowerings(network).forEach(lowering -> fusions.addAll(emitter.fusions(network, lowering)));
            }
        }
        return new Variants(lowerings, fusions, dtypes);
    }
}
