package dev.squeezebench.workloads.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
import dev.squeezebench.records.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the matrix products of an ONNX graph: the shapes of its inputs are propagated from node to node. Where that ends,
 * the shapes that an exporter wrote for the values between are taken, and else the operator that it ended at is named.
 */
final class OnnxCost {
    /** Of ONNX and of ONNX Runtime; what others compute is not known. */
    private static final Set<String> DOMAINS =
            Set.of("", "ai.onnx", "ai.onnx.ml", "ai.onnx.preview.training", "com.microsoft", "com.microsoft.nchwc");

    /** Functions can call each other, so that a small file has any number of nodes. */
    private static final int MOST_NODES = 1_000_000;

    private static final int DEEPEST_CALLS = 50;

    private final ModelProto model;
    private final List<NodeProto> nodes;
    private final Map<String, FunctionProto> functions = new HashMap<>();
    private FlopCount.Sum sum = new FlopCount.Sum();
    private final Map<String, Long> symbols;
    private int visited;
    private int calls;

    /** @param nodes those of the main graph in an order in which they can be computed */
    private OnnxCost(ModelProto model, List<NodeProto> nodes, Map<String, Long> symbols) {
        this.model = model;
        this.nodes = nodes;
        this.symbols = symbols;
        model.getFunctionsList()
                .forEach(function -> functions.put(function.getDomain() + ' ' + function.getName(), function));
    }

    static FlopCount of(ModelProto model, List<NodeProto> nodes, InputShapes shapes) {
        return new OnnxCost(model, nodes, shapes.symbols()).count(shapes.shapes());
    }

    /** The same for each node of the main graph; absent where a node cannot be counted. */
    static IdentityHashMap<NodeProto, OptionalLong> each(ModelProto model, List<NodeProto> nodes, InputShapes shapes) {
        OnnxCost cost = new OnnxCost(model, nodes, shapes.symbols());
        Scope scope = new Scope(null, Map.of(), Optional.empty());
        Map<String, List<Dimension>> declared = cost.begin(shapes.shapes(), scope);
        IdentityHashMap<NodeProto, OptionalLong> counts = new IdentityHashMap<>();
        for (NodeProto node : nodes) {
            cost.sum = new FlopCount.Sum();
            cost.walk(List.of(node), scope, declared);
            counts.put(node, cost.sum.count().total());
        }
        return counts;
    }

    /** What follows for the main graph's values from the sizes of an invocation, by name. */
    static Map<String, Known> values(ModelProto model, List<NodeProto> nodes, InputShapes shapes) {
        OnnxCost cost = new OnnxCost(model, nodes, shapes.symbols());
        Scope scope = new Scope(null, Map.of(), Optional.empty());
        cost.walk(nodes, scope, cost.begin(shapes.shapes(), scope));
        return Map.copyOf(scope.values);
    }

    /** What is known of values, by name, and of the operators that left others unknown. */
    private static final class Scope {
        private final @Nullable Scope outer;
        private final Map<String, Known> values = new HashMap<>();
        private final Map<String, String> unknown = new HashMap<>();
        private final Map<String, AttributeProto> attributes;

        /** The operator whose products those of this scope are shown as; the node's own where there is none. */
        private final Optional<String> label;

        Scope(@Nullable Scope outer, Map<String, AttributeProto> attributes, Optional<String> label) {
            this.outer = outer;
            this.attributes = attributes;
            this.label = label;
        }

        Optional<Known> find(String name) {
            Known value = values.get(name);
            return value != null
                    ? Optional.of(value)
                    : outer == null || unknown.containsKey(name) ? Optional.empty() : outer.find(name);
        }

        Optional<String> unknownAfter(String name) {
            String operator = unknown.get(name);
            return operator != null
                    ? Optional.of(operator)
                    : outer == null ? Optional.empty() : outer.unknownAfter(name);
        }
    }

    private FlopCount count(Map<String, List<Long>> shapes) {
        Scope scope = new Scope(null, Map.of(), Optional.empty());
        walk(nodes, scope, begin(shapes, scope));
        return sum.count();
    }

    /** Puts what is known at the beginning into the scope; the shapes that an exporter wrote for other values. */
    private Map<String, List<Dimension>> begin(Map<String, List<Long>> shapes, Scope scope) {
        shapes.forEach((name, shape) -> scope.values.put(name, Known.of(shape)));
        GraphProto graph = model.getGraph();
        Map<String, List<Dimension>> declared = new HashMap<>();
        for (ValueInfoProto value : concat(graph.getValueInfoList(), graph.getOutputList())) {
            OnnxTypes.dimensions(value.getType()).ifPresent(axes -> declared.put(value.getName(), axes));
        }
        constants(graph, scope);
        return declared;
    }

    private static List<ValueInfoProto> concat(List<ValueInfoProto> a, List<ValueInfoProto> b) {
        List<ValueInfoProto> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    private static void constants(GraphProto graph, Scope scope) {
        graph.getInitializerList().forEach(tensor -> scope.values.put(tensor.getName(), OnnxShapes.constant(tensor)));
        graph.getSparseInitializerList()
                .forEach(tensor -> scope.values.put(tensor.getValues().getName(), Known.of(tensor.getDimsList())));
    }

    private void walk(List<NodeProto> all, Scope scope, Map<String, List<Dimension>> declared) {
        for (NodeProto proto : all) {
            if (++visited > MOST_NODES) {
                sum.unknown(name(proto), "its functions call each other too often");
                return;
            }
            List<Optional<Known>> inputs = new ArrayList<>();
            proto.getInputList().forEach(input -> inputs.add(scope.find(input)));
            OnnxNode node = new OnnxNode(proto, inputs, scope.attributes);
            List<Optional<Known>> outputs = outputs(proto, node, scope);
            String blamed = blamed(proto, scope);
            for (int i = 0; i < proto.getOutputCount(); i++) {
                String name = proto.getOutput(i);
                Optional<Known> value = (i < outputs.size() ? outputs.get(i) : Optional.<Known>empty())
                        .or(() -> Optional.ofNullable(declared.get(name)).flatMap(this::resolved));
                value.ifPresentOrElse(known -> scope.values.put(name, known), () -> scope.unknown.put(name, blamed));
            }
            products(proto, node, scope, blamed);
        }
    }

    /** The operator that an unknown input comes from, else the node's own. */
    private static String blamed(NodeProto node, Scope scope) {
        return node.getInputList().stream()
                .filter(input -> !input.isEmpty() && scope.find(input).isEmpty())
                .flatMap(input -> scope.unknownAfter(input).stream())
                .findFirst()
                .orElseGet(() -> name(node));
    }

    private static String name(NodeProto node) {
        return OnnxMetadataReader.name(node);
    }

    private Optional<Known> resolved(List<Dimension> axes) {
        List<Long> shape = new ArrayList<>();
        for (Dimension axis : axes) {
            Optional<Long> size = axis.size().isPresent()
                    ? Optional.of(axis.size().getAsLong())
                    : axis.symbol().map(symbols::get);
            if (size.isEmpty()) {
                return Optional.empty();
            }
            shape.add(size.get());
        }
        return Optional.of(Known.of(shape));
    }

    private List<Optional<Known>> outputs(NodeProto proto, OnnxNode node, Scope scope) {
        FunctionProto function = functions.get(proto.getDomain() + ' ' + proto.getOpType());
        if (function != null) {
            return call(function, proto, node, scope);
        }
        if (proto.getOpType().equals("If")) {
            return choice(node, scope);
        }
        try {
            List<Known> known = DOMAINS.contains(proto.getDomain()) ? OnnxShapes.of(node) : List.of();
            return known.stream().map(Optional::of).toList();
        } catch (ArithmeticException | IndexOutOfBoundsException | IllegalArgumentException notKnown) {
            return List.of();
        }
    }

    private List<Optional<Known>> call(FunctionProto function, NodeProto proto, OnnxNode node, Scope scope) {
        Map<String, AttributeProto> attributes = new HashMap<>();
        function.getAttributeProtoList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
        attributes.putAll(node.attributes());
        Scope inner = new Scope(null, attributes, scope.label.or(() -> Optional.of(name(proto))));
        if (calls == DEEPEST_CALLS) {
            sum.unknown(name(proto), "its functions call each other too deeply");
            return List.of();
        }
        calls++;
        for (int i = 0; i < function.getInputCount(); i++) {
            String name = function.getInput(i);
            node.find(i)
                    .ifPresentOrElse(
                            known -> inner.values.put(name, known),
                            () -> inner.unknown.put(name, blamed(proto, scope)));
        }
        walk(function.getNodeList(), inner, Map.of());
        calls--;
        return function.getOutputList().stream().map(inner::find).toList();
    }

    /** The branch that is taken, where that is known; else what both have in common. */
    private List<Optional<Known>> choice(OnnxNode node, Scope scope) {
        AttributeProto yes = node.attributes().get("then_branch");
        AttributeProto no = node.attributes().get("else_branch");
        if (yes == null || no == null) {
            return List.of();
        }
        Optional<Double> condition = node.find(0)
                .flatMap(Known::elements)
                .filter(all -> all.size() == 1)
                .map(all -> all.get(0));
        if (condition.isPresent()) {
            return branch(condition.get() != 0 ? yes.getG() : no.getG(), scope);
        }
        if (computes(yes.getG()) || computes(no.getG())) {
            sum.unknown("If", "which branch is taken is known only when it runs");
        }
        List<Optional<Known>> first = branch(yes.getG(), scope);
        List<Optional<Known>> second = branch(no.getG(), scope);
        List<Optional<Known>> common = new ArrayList<>();
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
            boolean equal = first.get(i).map(Known::shape).equals(second.get(i).map(Known::shape));
            common.add(equal ? first.get(i).map(known -> Known.of(known.shape())) : Optional.empty());
        }
        return common;
    }

    private List<Optional<Known>> branch(GraphProto graph, Scope scope) {
        Scope inner = new Scope(scope, scope.attributes, scope.label);
        constants(graph, inner);
        walk(graph.getNodeList(), inner, Map.of());
        return graph.getOutputList().stream()
                .map(output -> inner.find(output.getName()))
                .toList();
    }

    /** Whether a graph may have matrix products anywhere in it. */
    private boolean computes(GraphProto graph) {
        return graph.getNodeList().stream()
                .anyMatch(node -> OnnxProducts.has(node.getOpType())
                        || !DOMAINS.contains(node.getDomain())
                        || node.getAttributeList().stream()
                                .anyMatch(attribute -> attribute.hasG() && computes(attribute.getG())));
    }

    private void products(NodeProto proto, OnnxNode node, Scope scope, String blamed) {
        String type = proto.getOpType();
        String label = scope.label.orElseGet(() -> name(proto));
        if (functions.containsKey(proto.getDomain() + ' ' + type)) {
            return;
        }
        if (!DOMAINS.contains(proto.getDomain())) {
            sum.unknown(label, "it is a custom operator");
            return;
        }
        boolean repeats = type.equals("Loop") || type.equals("Scan") || type.equals("SequenceMap");
        if (repeats
                && proto.getAttributeList().stream()
                        .anyMatch(attribute -> attribute.hasG() && computes(attribute.getG()))) {
            sum.unknown(label, "how often it runs is known only when it runs");
        }
        if (!OnnxProducts.has(type)) {
            return;
        }
        if (!OnnxProducts.counts(type)) {
            sum.unknown(label, "its products are not counted here");
            return;
        }
        try {
            Optional<Known> output = proto.getOutputCount() > 0 ? scope.find(proto.getOutput(0)) : Optional.empty();
            OnnxProducts.of(node, output).ifPresent(multiplyAdds -> sum.add(label, multiplyAdds));
        } catch (ArithmeticException | IndexOutOfBoundsException | IllegalArgumentException notKnown) {
            sum.unknown(
                    label,
                    blamed.equals(name(proto))
                            ? "a size of it is not known (" + Printable.text(String.valueOf(notKnown.getMessage()))
                                    + ')'
                            : "the shape that " + Printable.text(blamed) + " gives is known only when it runs");
        }
    }
}
