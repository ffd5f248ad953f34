package dev.squeezebench.records;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What acceleration was asked for and what was obtained: runtimes fall back silently.
 *
 * @param requested as selected, such as {@code xnnpack}
 * @param obtained as the runtime reported; absent when the trial did not get so far
 * @param placement graph nodes by where they ran, such as {@code xnnpack=614, builtin=3}; empty when unknown
 * @param flopShare share of the graph's FLOP, those of matrix products and convolutions, that ran on what was asked for;
 *     absent where nothing is known of it
 * @param fallbacks the nodes that ran elsewhere, where the runtime names them
 * @param memoryCopies nodes that only copy between the memories of two devices; absent where there is one memory
 * @param adapter the device behind it; absent on the CPU and where it is not known
 */
public record AccelerationUse(
        String requested,
        Optional<String> obtained,
        Map<String, Integer> placement,
        Optional<FlopShare> flopShare,
        List<PlacedNode> fallbacks,
        OptionalInt memoryCopies,
        Optional<Adapter> adapter) {
    /** What has a smaller share of the arithmetic is never labelled with the accelerator's name alone. */
    public static final double NEARLY_ALL = 0.95;

    public AccelerationUse {
        placement = Collections.unmodifiableMap(new TreeMap<>(placement));
        fallbacks = Collections.unmodifiableList(new ArrayList<>(fallbacks));
    }

    /** Where the runtime does not tell where the arithmetic ran. */
    public AccelerationUse(
            String requested,
            Optional<String> obtained,
            Map<String, Integer> placement,
            List<PlacedNode> fallbacks,
            OptionalInt memoryCopies,
            Optional<Adapter> adapter) {
        this(requested, obtained, placement, Optional.empty(), fallbacks, memoryCopies, adapter);
    }

    /** On the CPU: one memory and no adapter. */
    public AccelerationUse(String requested, Optional<String> obtained, Map<String, Integer> placement) {
        this(requested, obtained, placement, Collections.emptyList(), OptionalInt.empty(), Optional.empty());
    }

    /** The same with the share of the arithmetic. */
    public AccelerationUse withFlopShare(Optional<FlopShare> share) {
        return new AccelerationUse(requested, obtained, placement, share, fallbacks, memoryCopies, adapter);
    }

    /** Whether it may be that less than nearly all of the arithmetic ran on what was asked for, as far as is known. */
    public boolean isPartial() {
        return flopShare.isPresent() && flopShare.get().isPartial();
    }

    /** Nodes whose place is known. */
    public int placedNodes() {
        return placement.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Nodes that ran neither where they were asked to nor on one of these.
     *
     * @param companions accelerations of the same device that take what the requested one leaves
     */
    public int strayNodes(List<String> companions) {
        return placedNodes()
                - placement.getOrDefault(requested, 0)
                - companions.stream()
                        .mapToInt(word -> placement.getOrDefault(word, 0))
                        .sum();
    }
}
