package dev.squeezebench.runners.onnxruntime.placement;

import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Adapter;
import dev.squeezebench.records.FlopShare;
import dev.squeezebench.records.PlacedNode;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.runners.onnxruntime.settings.SessionProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a profile says of where nodes ran.
 *
 * @param provider the execution provider that was asked for
 * @param nodes those of one inference; none where they are not known
 */
record Placement(SessionProvider provider, List<NodeEvent> nodes) {
    private static final int NAMED_KINDS = 3;

    Placement {
        nodes = List.copyOf(nodes);
    }

    /** As it is recorded. */
    AccelerationUse use(Optional<Adapter> adapter) {
        return new AccelerationUse(
                        provider.acceleration(),
                        obtained(),
                        nodes.stream().collect(Collectors.toMap(NodeEvent::on, node -> 1, Integer::sum)),
                        nodes.stream()
                                .filter(node -> !node.on().equals(provider.acceleration()))
                                .map(node -> new PlacedNode(node.name(), node.kind(), node.on()))
                                .collect(Collectors.toList()),
                        nodes.isEmpty()
                                ? OptionalInt.empty()
                                : OptionalInt.of((int) nodes.stream()
                                        .filter(NodeEvent::isMemoryCopy)
                                        .count()),
                        adapter)
                .withFlopShare(flopShare());
    }

    /** Absent where there is no arithmetic, and where that of a node is unknown that could change the share. */
    private Optional<FlopShare> flopShare() {
        List<NodeEvent> elsewhere = nodes.stream()
                .filter(node -> !node.on().equals(provider.acceleration()))
                .collect(Collectors.toList());
        double strayed =
                elsewhere.stream().mapToDouble(node -> node.flop().orElse(0)).sum();
        double all = nodes.stream().mapToDouble(node -> node.flop().orElse(0)).sum();
        if (strayed == 0 && elsewhere.stream().allMatch(node -> node.flop().isPresent())) {
            boolean any = nodes.stream().anyMatch(node -> node.flop().orElse(1) > 0);
            return any ? Optional.of(FlopShare.exactly(1)) : Optional.empty();
        }
        return nodes.stream().allMatch(node -> node.flop().isPresent())
                ? Optional.of(FlopShare.exactly((all - strayed) / all))
                : Optional.empty();
    }

    /** Whether it is unknown how much of the arithmetic ran elsewhere, though some did or may have. */
    private boolean isShareUnknown(AccelerationUse use) {
        return !use.flopShare().isPresent()
                && nodes.stream().anyMatch(node -> node.flop().orElse(1) > 0);
    }

    /** What was asked for where it took a node at all, else its companion, else the CPU. */
    private Optional<String> obtained() {
        if (nodes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Stream.concat(Stream.of(provider.acceleration()), provider.companions().stream())
                .filter(word -> nodes.stream().anyMatch(node -> node.on().equals(word)))
                .findFirst()
                .orElse(SessionProvider.CPU));
    }

    /** What a reader of the result has to know. */
    List<Warning> warnings(AccelerationUse use) {
        List<Warning> warnings = new ArrayList<>();
        use.adapter()
                .filter(Adapter::isSoftware)
                .ifPresent(adapter -> warnings.add(WarningCode.SOFTWARE_ADAPTER.warning(
                        "ran on a software adapter (" + adapter.name()
                                + "), not on a GPU: do not quote as a GPU result",
                        "measure on a machine with a GPU and its driver")));
        provider.companion().ifPresent(companion -> {
            int nodesThere = use.placement().getOrDefault(companion.acceleration(), 0);
            if (nodesThere > 0) {
                warnings.add(WarningCode.NODES_ON_COMPANION.warning(
                        nodesThere + " of " + use.placedNodes() + " nodes ran on " + companion.acceleration()
                                + ", which computes on the same device what " + use.requested() + " leaves ("
                                + kinds(use, companion.acceleration()::equals) + "): see acceleration.fallbacks",
                        "compare with " + companion.acceleration() + " alone before the time is called "
                                + use.requested() + "'s"));
            }
        });
        int strays = use.strayNodes(provider.companions());
        if (strays > 0) {
            warnings.add(WarningCode.NODES_FELL_BACK.warning(
                    strays + " of " + use.placedNodes() + " nodes did not run on " + use.requested() + " ("
                            + kinds(use, on -> !provider.companions().contains(on)) + "): see acceleration.fallbacks",
                    "look whether the model's operators and types are those that the provider computes"));
        }
        if (use.isPartial()) {
            warnings.add(WarningCode.PARTIAL.warning(String.format(
                    Locale.ROOT,
                    "%.1f%% of the arithmetic ran on %s",
                    100 * use.flopShare().get().least(),
                    use.requested())));
        } else if (isShareUnknown(use)) {
            warnings.add(WarningCode.PARTIAL.warning("how much of the arithmetic ran on " + use.requested()
                    + " is unknown: the runtime's profile does not tell it of every node"));
        }
        return warnings;
    }

    private static String kinds(AccelerationUse use, Predicate<String> on) {
        return use.fallbacks().stream()
                .filter(node -> on.test(node.on()))
                .map(PlacedNode::kind)
                .distinct()
                .limit(NAMED_KINDS)
                .collect(Collectors.joining(", "));
    }
}
