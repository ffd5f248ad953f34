package dev.squeezebench.workloads.profile;

import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.workloads.model.ModelGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the nodes of a model that each operator of a runtime's profile computes, after fusion and delegation:
 *
 * <ul>
 *   <li>where the runtime says the node, that one;
 *   <li>where it gives its optimised graph, those between what the optimised node makes and what it reads: fused nodes have new
 *       names, their tensors keep the old ones;
 *   <li>where a delegate took a part of the model and counts operators of its own, by {@link Alignment} of the two sequences.
 * </ul>
 *
 * What cannot be found stays unmapped: its time is not given to others.
 */
public final class OperatorMapping {
    /** More than any fusion takes; a walk that comes so far has missed the operator's inputs. */
    private static final int MOST_FUSED = 64;

    private static final String BLOCKED = "_nchwc";
    private static final String REORDER = "ReorderInput";

    private final List<ModelGraph.Node> nodes;
    private final List<Optional<String>> layers = new ArrayList<>();
    private final List<OperatorKind> kinds = new ArrayList<>();
    private final Map<String, Integer> producers = new HashMap<>();
    private final Map<String, Integer> byName = new HashMap<>();
    private final Set<Integer> fixed = new HashSet<>();
    private final List<ModelGraph.Node> optimisedNodes = new ArrayList<>();
    private final Map<String, ModelGraph.Node> optimisedByName = new HashMap<>();
    private final Set<String> optimisedOutputs = new HashSet<>();

    private OperatorMapping(ModelGraph model, Optional<ModelGraph> optimised) {
        this.nodes = model.nodes();
        KindRule rule = new KindRule(model);
        for (int i = 0; i < nodes.size(); i++) {
            ModelGraph.Node node = nodes.get(i);
            Optional<String> layer = LayerName.of(node);
            layers.add(layer);
            kinds.add(rule.of(node, layer));
            if (rule.isFixed(node)) {
                fixed.add(i);
            }
            for (String output : node.outputs()) {
                producers.put(output, i);
            }
            if (!node.name().isEmpty()) {
                byName.put(node.name(), i);
            }
        }
        optimised.ifPresent(graph -> withOldNames(graph.nodes()).forEach(node -> {
            optimisedNodes.add(node);
            if (!node.name().isEmpty()) {
                optimisedByName.put(node.name(), node);
            }
            optimisedOutputs.addAll(node.outputs());
        }));
    }

    /**
     * The operators of a profile with what is known of them.
     *
     * @param model the graph of the model file
     * @param optimised the graph that ran, where the runtime says it
     */
    public static List<ProfiledOperator> of(RuntimeProfile profile, ModelGraph model, Optional<ModelGraph> optimised) {
        OperatorMapping mapping = new OperatorMapping(model, optimised);
        Map<Integer, Set<Integer>> delegated = mapping.delegated(profile.operators());
        List<RuntimeProfile.Operator> outer = profile.operators().stream()
                .filter(operator -> operator.place() != RuntimeProfile.Place.NESTED)
                .toList();
        boolean inOrder = mapping.isInOrder(outer);
        int inGraph = 0;
        List<ProfiledOperator> mapped = new ArrayList<>();
        for (int i = 0; i < profile.operators().size(); i++) {
            RuntimeProfile.Operator operator = profile.operators().get(i);
            mapped.add(mapping.described(
                    operator,
                    switch (operator.place()) {
                        case NESTED -> Set.of();
                        case DELEGATED -> delegated.getOrDefault(i, Set.of());
                        case MODEL, OPTIMISED ->
                            inOrder
                                    ? mapping.ofOptimised(mapping.optimisedNodes.get(inGraph))
                                    : mapping.covered(operator);
                    }));
            inGraph += operator.place() == RuntimeProfile.Place.NESTED ? 0 : 1;
        }
        return List.copyOf(mapped);
    }

    /** Whether the optimised graph ran node by node in its order: then names, which a model need not have, do not matter. */
    private boolean isInOrder(List<RuntimeProfile.Operator> operators) {
        if (operators.size() != optimisedNodes.size()) {
            return false;
        }
        for (int i = 0; i < operators.size(); i++) {
            RuntimeProfile.Operator operator = operators.get(i);
            ModelGraph.Node node = optimisedNodes.get(i);
            boolean same = operator.place() == RuntimeProfile.Place.OPTIMISED
                    && operator.type().equals(node.type())
                    && (node.name().isEmpty() || node.name().equals(operator.name()));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** Nodes that delegates' operators compute, by the operator's place in the profile. */
    private Map<Integer, Set<Integer>> delegated(List<RuntimeProfile.Operator> operators) {
        IdentityHashMap<RuntimeProfile.Part, List<Integer>> parts = new IdentityHashMap<>();
        for (int i = 0; i < operators.size(); i++) {
            int place = i;
            operators.get(i).part().ifPresent(part -> parts.computeIfAbsent(part, first -> new ArrayList<>())
                    .add(place));
        }
        Map<Integer, Set<Integer>> all = new HashMap<>();
        parts.forEach((part, places) -> {
            List<Integer> known = part.nodes().stream()
                    .filter(node -> node >= 0 && node < nodes.size())
                    .toList();
            Alignment alignment = new Alignment(
                    places.stream().map(place -> operators.get(place).type()).toList(),
                    known.stream().map(node -> nodes.get(node).type()).toList());
            alignment.pairs().forEach((operator, node) -> all.put(places.get(operator), Set.of(known.get(node))));
        });
        return all;
    }

    private Set<Integer> covered(RuntimeProfile.Operator operator) {
        if (operator.place() == RuntimeProfile.Place.MODEL) {
            return operator.index().isPresent() && operator.index().getAsInt() < nodes.size()
                    ? Set.of(operator.index().getAsInt())
                    : Set.of();
        }
        ModelGraph.Node ran = optimisedByName.get(operator.name());
        if (ran != null && ran.type().equals(operator.type())) {
            return ofOptimised(ran);
        }
        return ofName(operator.name(), operator.type());
    }

    private Set<Integer> ofOptimised(ModelGraph.Node ran) {
        Set<Integer> between = between(ran);
        return between.isEmpty() ? ofName(ran.name(), ran.type()) : between;
    }

    private Set<Integer> ofName(String name, String type) {
        Integer same = byName.get(name);
        return same != null && nodes.get(same).type().equals(type) ? Set.of(same) : Set.of();
    }

    /**
     * Nodes whose tensors have the model's names again. What ONNX Runtime's CPU kernels compute in blocks of channels (NCHWc) makes
     * tensors called {@code reorder}; their node is called by the tensor of the model and {@code _nchwc}, or as in the model. What
     * only reorders makes the tensor that it reads.
     */
    private List<ModelGraph.Node> withOldNames(List<ModelGraph.Node> ran) {
        Map<String, String> old = new HashMap<>();
        List<ModelGraph.Node> renamed = new ArrayList<>();
        for (ModelGraph.Node node : ran) {
            int suffix = node.name().lastIndexOf(BLOCKED);
            if (node.outputs().size() == 1
                    && !producers.containsKey(node.outputs().get(0))) {
                if (node.type().equals(REORDER) && !node.inputs().isEmpty()) {
                    String read = node.inputs().get(0);
                    old.put(node.outputs().get(0), old.getOrDefault(read, read));
                } else if (suffix > 0 && producers.containsKey(node.name().substring(0, suffix))) {
                    old.put(node.outputs().get(0), node.name().substring(0, suffix));
                } else {
                    ofName(node.name(), node.type()).stream()
                            .flatMap(same -> nodes.get(same).outputs().stream())
                            .findFirst()
                            .ifPresent(output -> old.put(node.outputs().get(0), output));
                }
            }
            renamed.add(new ModelGraph.Node(
                    node.name(),
                    node.type(),
                    node.inputs().stream()
                            .map(name -> old.getOrDefault(name, name))
                            .toList(),
                    node.constants(),
                    node.outputs().stream()
                            .map(name -> old.getOrDefault(name, name))
                            .toList(),
                    node.inputShapes(),
                    node.outputShapes(),
                    node.flop()));
        }
        return renamed;
    }

    /** The nodes of the model from the outputs of an optimised node back to its inputs. */
    private Set<Integer> between(ModelGraph.Node ran) {
        Set<Integer> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(ran.outputs());
        Optional<Integer> last = Optional.empty();
        while (!open.isEmpty()) {
            String value = open.remove();
            Integer node = producers.get(value);
            // What an operator reads and makes alike it has only moved.
            if (node == null || fixed.contains(node) || ran.inputs().contains(value) || !found.add(node)) {
                continue;
            }
            last = last.isEmpty() ? Optional.of(node) : last;
            if (found.size() > MOST_FUSED) {
                return last.<Set<Integer>>map(Set::of).orElse(Set.of());
            }
            for (String input : nodes.get(node).inputs()) {
                if (!ran.inputs().contains(input) && !optimisedOutputs.contains(input)) {
                    open.add(input);
                }
            }
        }
        return found;
    }

    private ProfiledOperator described(RuntimeProfile.Operator operator, Set<Integer> covered) {
        // Which node gives its layer and kind to a fused operator: the one that does most of the work.
        Optional<Integer> chief = covered.stream()
                .min(Comparator.<Integer, OperatorKind>comparing(kinds::get).thenComparing(Comparator.naturalOrder()));
        List<TensorShape> inputs = operator.inputs();
        List<TensorShape> outputs = operator.outputs();
        if (outputs.isEmpty() && covered.size() == 1) {
            inputs = nodes.get(chief.orElseThrow()).inputShapes();
            outputs = nodes.get(chief.orElseThrow()).outputShapes();
        }
        return new ProfiledOperator(
                operator.name(),
                operator.type(),
                operator.on(),
                chief.flatMap(layers::get),
                covered.stream().sorted().toList(),
                chief.map(kinds::get).orElseGet(() -> KindRule.ofType(operator.type())),
                operator.calls(),
                inputs,
                outputs,
                flop(covered),
                bytes(inputs, outputs, covered, chief.map(kinds::get)),
                operator.ns(),
                operator.threads());
    }

    private OptionalLong flop(Set<Integer> covered) {
        if (covered.isEmpty()) {
            return OptionalLong.empty();
        }
        long sum = 0;
        for (int node : covered) {
            OptionalLong flop = nodes.get(node).flop();
            if (flop.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += flop.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    /** What goes in and out, and the weights; of a table that is looked up, as much as comes out. */
    private OptionalLong bytes(
            List<TensorShape> inputs, List<TensorShape> outputs, Set<Integer> covered, Optional<OperatorKind> kind) {
        if (covered.isEmpty() || outputs.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long made = outputs.stream().mapToLong(TensorShape::bytes).sum();
            if (kind.equals(Optional.of(OperatorKind.EMBEDDING))) {
                return OptionalLong.of(2 * made);
            }
            Map<String, TensorShape> weights = new HashMap<>();
            for (int node : covered) {
                nodes.get(node).constants().forEach(constant -> weights.put(constant.name(), constant.shape()));
            }
            List<TensorShape> read = new ArrayList<>(weights.values());
            for (TensorShape input : inputs) {
                // A runtime may report a weight among the inputs, or not.
                if (!weights.containsValue(input)) {
                    read.add(input);
                }
            }
            return OptionalLong.of(
                    made + read.stream().mapToLong(TensorShape::bytes).sum());
        } catch (ArithmeticException tooLarge) {
            return OptionalLong.empty();
        }
    }

    /** How many operators have no node, in words for a warning; absent where all have one. */
    public static Optional<String> unmapped(List<ProfiledOperator> operators) {
        long count = operators.stream().filter(operator -> !operator.mapped()).count();
        return count == 0
                ? Optional.empty()
                : Optional.of(count + " of " + operators.size() + " operators belong to no node of the model");
    }
}
