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

/** Whether a graph's nodes can be computed one after the other (Kahn 1962); in the file they may stand in any order. */
final class GraphOrder {
    private final Path file;

    GraphOrder(Path file) {
        this.file = file;
    }

    /** @throws UnreadableFileException when a value is computed twice, or nodes wait for each other */
    void check(GraphProto graph) throws UnreadableFileException {
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
        refuseCycle(nodes, readers, waitsFor);
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

    private void refuseCycle(List<NodeProto> nodes, List<List<Integer>> readers, int... waitsFor)
            throws UnreadableFileException {
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (waitsFor[i] == 0) {
                ready.add(i);
            }
        }
        int done = 0;
        while (!ready.isEmpty()) {
            done++;
            for (int reader : readers.get(ready.remove())) {
                if (--waitsFor[reader] == 0) {
                    ready.add(reader);
                }
            }
        }
        if (done < nodes.size()) {
            throw new UnreadableFileException(
                    file,
                    "its graph is cyclic: " + (nodes.size() - done) + " of its nodes wait for each other",
                    "convert it again");
        }
    }
}
