package dev.squeezebench.workloads.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.squeezebench.workloads.Yardsticks;
import dev.squeezebench.workloads.network.Parameter;
import java.util.List;

/** Yardsticks as an ONNX graph. */
final class YardstickGraph {
    private YardstickGraph() {}

    static GraphBuilder of(Yardsticks yardsticks) {
        GraphBuilder graph = new GraphBuilder("yardsticks", FloatFormat.FLOAT32);
        List<Yardsticks.Filled> filled = yardsticks.filled();
        for (int i = 0; i < filled.size(); i++) {
            Yardsticks.Filled one = filled.get(i);
            String column =
                    graph.input(one.column(), DataType.FLOAT, GraphBuilder.size(one.rows()), GraphBuilder.size(1));
            String row = graph.input(one.row(), DataType.FLOAT, GraphBuilder.size(1), GraphBuilder.size(one.columns()));
            String tensor = graph.node("Add", one.name() + Yardsticks.FILLED, List.of(column, row));
            if (i < yardsticks.products().size()) {
                Parameter weight = yardsticks.weight(i);
                int columns = weight.shape().get(0);
                // The values are random in whatever order.
                String operand = graph.weight(new WeightTensor(
                        weight.name(), List.of(one.columns(), columns), weights -> weights.read(weight)));
                output(
                        graph,
                        graph.node("MatMul", one.name() + "/product", List.of(tensor, operand)),
                        one.rows(),
                        columns);
            } else {
                output(graph, tensor, one.rows(), one.columns());
                output(
                        graph,
                        graph.node("Mul", one.name() + "/scaled", List.of(tensor, graph.real(Yardsticks.FACTOR))),
                        one.rows(),
                        one.columns());
            }
        }
        return graph;
    }

    private static void output(GraphBuilder graph, String name, int rows, int columns) {
        graph.output(name, DataType.FLOAT, GraphBuilder.size(rows), GraphBuilder.size(columns));
    }
}
