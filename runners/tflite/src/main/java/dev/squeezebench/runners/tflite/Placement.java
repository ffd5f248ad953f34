package dev.squeezebench.runners.tflite;

import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.TfLiteDelegateParams;
import org.bytedeco.tensorflowlite.TfLiteNode;

/**
 * How many nodes of the graph a delegate took.
 *
 * @param delegated run by the delegate
 * @param builtin run by the built-in kernels
 */
record Placement(int delegated, int builtin) {
    /** Walks the execution plan of an interpreter whose tensors are allocated: delegates are applied then. */
    static Placement of(Interpreter interpreter) {
        int delegated = 0;
        int builtin = 0;
        for (int index : Indices.of(interpreter.execution_plan())) {
            TfLiteNode node = interpreter.node_and_registration(index).first();
            if (node.delegate() == null) {
                builtin++;
            } else {
                delegated += new TfLiteDelegateParams(node.builtin_data())
                        .nodes_to_replace()
                        .size();
            }
        }
        return new Placement(delegated, builtin);
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
        return new AccelerationUse(requested.word(), Optional.of(obtained().word()), nodes);
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
        return Collections.unmodifiableList(warnings);
    }
}
