package dev.squeezebench.runners.aar;

import dev.squeezebench.measure.runner.GraphArithmetic;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.FlopShare;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an acceleration that was asked for took of the graph. The log has counts of nodes and no operators: the share of the
 * arithmetic is known where it is all or nothing, and else as far as the model's file bounds it.
 */
final class Placed {
    private static final String BUILTIN = "builtin";

    private final String requested;
    private final Optional<DelegateLog.Taken> taken;
    private final Optional<GraphArithmetic> graph;

    Placed(String requested, Optional<DelegateLog.Taken> taken, Optional<GraphArithmetic> graph) {
        this.requested = requested;
        this.taken = taken;
        this.graph = graph;
    }

    AccelerationUse use() {
        if (!taken.isPresent()) {
            return new AccelerationUse(requested, Optional.empty(), Collections.emptyMap());
        }
        int onIt = taken.get().taken();
        int rest = taken.get().all() - onIt;
        Map<String, Integer> nodes = new TreeMap<>();
        nodes.put(BUILTIN, rest);
        if (onIt > 0) {
            nodes.put(requested, onIt);
        }
        return new AccelerationUse(requested, Optional.of(onIt > 0 ? requested : BUILTIN), nodes)
                .withFlopShare(share(taken.get()));
    }

    private Optional<FlopShare> share(DelegateLog.Taken known) {
        if (known.taken() == known.all()) {
            return Optional.of(FlopShare.exactly(1));
        }
        if (known.taken() == 0) {
            return Optional.of(FlopShare.exactly(0));
        }
        return graph.filter(read -> read.nodes() == known.all())
                .flatMap(read -> read.share(known.taken(), known.partitions()));
    }

    List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>();
        if (!taken.isPresent()) {
            warnings.add(WarningCode.PLACEMENT_UNKNOWN.warning(
                    "TensorFlow Lite logged no line on how many nodes " + requested + " took"));
            warnings.add(WarningCode.PARTIAL.warning("it is unknown how much of the graph ran on " + requested));
        } else if (taken.get().taken() == 0) {
            warnings.add(WarningCode.NOT_ACCELERATED.warning(
                    requested + " took none of the graph's " + taken.get().all() + " nodes"));
        } else {
            DelegateLog.Taken known = taken.get();
            Optional<FlopShare> share = share(known);
            if (!share.isPresent() || share.get().isPartial()) {
                warnings.add(WarningCode.PARTIAL.warning(known.taken() + " of " + known.all() + " nodes ran on "
                        + requested + ", in " + known.partitions() + " parts of the graph"
                        + share.map(Placed::words).orElseGet(() -> unknown(known))));
            }
        }
        return Collections.unmodifiableList(warnings);
    }

    /** A least share is rounded down, a greatest up: what is below 95% is not called that. */
    private static String words(FlopShare share) {
        double least = Math.floor(1000 * share.least()) / 10;
        return share.isExact()
                ? String.format(Locale.ROOT, ": %.1f%% of the arithmetic", least)
                : String.format(
                        Locale.ROOT,
                        ": from %.1f%% to %.1f%% of the arithmetic, since TensorFlow Lite counts the nodes and does not name"
                                + " them",
                        least,
                        Math.ceil(1000 * share.most()) / 10);
    }

    private String unknown(DelegateLog.Taken known) {
        String why = "the file does not tell the arithmetic of each node";
        if (graph.isPresent() && graph.get().nodes() != known.all()) {
            why = "the file has " + graph.get().nodes() + " nodes";
        }
        return "; which share of the arithmetic that is, nobody knows: TensorFlow Lite does not tell, and " + why;
    }
}
