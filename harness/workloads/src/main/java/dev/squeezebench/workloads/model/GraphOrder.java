package dev.squeezebench.workloads.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An order in which a graph's nodes can be computed (Kahn 1962); in the file they may have any. */
final class GraphOrder {
    private final Path file;

    GraphOrder(Path file) {
        this.file = file;
    }

    /**
     * The nodes in such an order.
     *
     * @throws UnreadableFileException when a value is computed twice, or nodes wait for each other
     */
    List<NodeProto> of(GraphProto graph) throws UnreadableFileException {
        List<NodeProto> nodes = graph.getNodeList();
        Map<String, Integer> producer = producers(nodes);
        List<List<Integer>> readers = new ArrayList<>();
        int[] waitsFor = new int[nodes.size()];
        for (int i = 0; i < nodes.size(); i++) {
            readers.add(new ArrayList<>());
        }
        for (int i = 0; i < nodes.size(); i++) {
            for (String value : reads(nodes.get(i))) {
                Integer from = producer.get(value);
                if (from != null) {
                    readers.get(from).add(i);
                    waitsFor[i]++;
                }
            }
        }
        return sorted(nodes, readers, waitsFor);
    }

    private Map<String, Integer> producers(List<NodeProto> nodes) throws UnreadableFileException {
        Map<String, Integer> producer = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String output : nodes.get(i).getOutputList()) {
                if (!output.isEmpty() && producer.put(output, i) != null) {
                    throw new UnreadableFileException(
                            file,
                            "two of its nodes compute " + Printable.quoted(output),
                            "convert it again: each value has one node");
                }
            }
        }
        return producer;
    }

    /** Nested graphs read values of the graph around them. */
    private static Set<String> reads(NodeProto node) {
        Set<String> reads = new HashSet<>(node.getInputList());
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()) {
                reads.addAll(readsOutside(attribute.getG()));
            }
            attribute.getGraphsList().forEach(graph -> reads.addAll(readsOutside(graph)));
        }
        return reads;
    }

    private static Set<String> readsOutside(GraphProto graph) {
        Set<String> reads = new HashSet<>();
        graph.getNodeList().forEach(node -> reads.addAll(reads(node)));
        graph.getOutputList().forEach(output -> reads.add(output.getName()));
        graph.getInputList().forEach(input -> reads.remove(input.getName()));
        graph.getInitializerList().forEach(constant -> reads.remove(constant.getName()));
        graph.getNodeList().forEach(node -> node.getOutputList().forEach(reads::remove));
        return reads;
    }

    private List<NodeProto> sorted(List<NodeProto> nodes, List<List<Integer>> readers, int... waitsFor)
            throws UnreadableFileException {
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (waitsFor[i] == 0) {
                ready.add(i);
            }
        }
        List<NodeProto> sorted = new ArrayList<>(nodes.size());
        while (!ready.isEmpty()) {
            int next = ready.remove();
            sorted.add(nodes.get(next));
            for (int reader : readers.get(next)) {
                if (--waitsFor[reader] == 0) {
                    ready.add(reader);
                }
            }
        }
        if (sorted.size() < nodes.size()) {
            throw new UnreadableFileException(
                    file,
                    "its graph is cyclic: " + (nodes.size() - sorted.size()) + " of its nodes wait for each other",
                    "convert it again");
        }
        return sorted;
    }
}
