package dev.squeezebench.runners.tflite;

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
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.TfLiteDelegateParams;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteNode;

/**
 * How many nodes of the graph a delegate took, and how much of its arithmetic that is.
 *
 * @param delegated run by the delegate
 * @param builtin run by the built-in kernels
 * @param delegatedFlop of the nodes that the delegate took
 * @param builtinFlop of the others
 */
record Placement(int delegated, int builtin, double delegatedFlop, double builtinFlop) {
    /** Walks the execution plan of an interpreter whose tensors are allocated: delegates are applied then. */
    static Placement of(Interpreter interpreter) {
        int delegated = 0;
        int builtin = 0;
        double delegatedFlop = 0;
        double builtinFlop = 0;
        NodeCost cost = new NodeCost(interpreter);
        for (int index : Indices.of(interpreter.execution_plan())) {
            TfLiteNode node = interpreter.node_and_registration(index).first();
            if (node.delegate() == null) {
                builtin++;
                builtinFlop += cost.flop(index);
            } else {
                TfLiteIntArray replaced = new TfLiteDelegateParams(node.builtin_data()).nodes_to_replace();
                delegated += replaced.size();
                for (int i = 0; i < replaced.size(); i++) {
                    delegatedFlop += cost.flop(replaced.data(i));
                }
            }
        }
        return new Placement(delegated, builtin, delegatedFlop, builtinFlop);
    }

    /** Kernels that run the graph, or the part of it that a delegate took. */
    Kernels obtained() {
        return delegated > 0 ? Kernels.XNNPACK : Kernels.BUILTIN;
    }

    AccelerationUse use(Kernels requested) {
        Map<String, Integer> nodes = new TreeMap<>();
        nodes.put(Kernels.BUILTIN.word(), builtin);
        if (delegated > 0) {
            nodes.put(Kernels.XNNPACK.word(), delegated);
        }
        return new AccelerationUse(requested.word(), Optional.of(obtained().word()), nodes)
                .withFlopShare(share(requested));
    }

    /** Share of the arithmetic that ran on what was asked for; absent in a graph without any. */
    private Optional<FlopShare> share(Kernels requested) {
        double all = delegatedFlop + builtinFlop;
        double onIt = requested == Kernels.BUILTIN ? builtinFlop : delegatedFlop;
        return all > 0 ? Optional.of(FlopShare.exactly(onIt / all)) : Optional.empty();
    }

    List<Warning> warnings(Kernels requested) {
        List<Warning> warnings = new ArrayList<>();
        if (requested != obtained()) {
            warnings.add(WarningCode.NOT_ACCELERATED.warning(
                    requested.word() + " took none of the graph's " + builtin + " nodes, "
                            + obtained().word() + " ran them all",
                    "use a model whose operators and types the delegate takes, or ask for "
                            + obtained().word()));
        }
        Optional<FlopShare> share = share(requested);
        if (requested == obtained() && share.isPresent() && share.get().isPartial()) {
            warnings.add(WarningCode.PARTIAL.warning(String.format(
                    Locale.ROOT,
                    "%s took %d of %d nodes and %.1f%% of the arithmetic",
                    requested.word(),
                    delegated,
                    delegated + builtin,
                    100 * share.get().least())));
        }
        return Collections.unmodifiableList(warnings);
    }
}
