package dev.squeezebench.workloads.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;

/** A graph as text, one node or initialiser a line, for golden files. */
final class GraphText {
    private GraphText() {}

    static String of(ModelProto model) {
        return model.getGraph().getNodeList().stream().map(GraphText::line).collect(Collectors.joining())
                + model.getGraph().getInitializerList().stream()
                        .map(GraphText::line)
                        .collect(Collectors.joining());
    }

    /** The text in the test resources. */
    static String golden(String name) throws IOException {
        try (InputStream golden = GraphText.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(golden, "no golden file " + name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String line(NodeProto node) {
        String domain = node.getDomain().isEmpty() ? "" : node.getDomain() + '.';
        return String.join(", ", node.getOutputList()) + " = " + domain + node.getOpType()
                + '(' + String.join(", ", node.getInputList()) + ')'
                + node.getAttributeList().stream().map(GraphText::text).collect(Collectors.joining())
                + '\n';
    }

    private static String text(AttributeProto attribute) {
        String value =
                switch (attribute.getType()) {
                    case INT -> Long.toString(attribute.getI());
                    case INTS -> attribute.getIntsList().toString();
                    case FLOAT -> Float.toString(attribute.getF());
                    case STRING -> attribute.getS().toStringUtf8();
                    default -> throw new AssertionError(attribute.getType());
                };
        return ' ' + attribute.getName() + '=' + value;
    }

    private static String line(TensorProto tensor) {
        return tensor.getName()
                + ' '
                + TensorProto.DataType.forNumber(tensor.getDataType())
                + tensor.getDimsList()
                + '\n';
    }
}
