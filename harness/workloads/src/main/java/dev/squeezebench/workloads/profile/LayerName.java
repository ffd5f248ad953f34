package dev.squeezebench.workloads.profile;

import dev.squeezebench.workloads.model.ModelGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of the layer that a node is part of: where it reads weights, what their names begin with, and else the scope in its
 * own name or in that of its first output.
 */
final class LayerName {
    /** What an exporter calls a weight whose name it has lost, such as {@code onnx::MatMul_1234}. */
    private static final Pattern NAMELESS = Pattern.compile("onnx::.*|const/.*|.*/const/.*|arith\\.constant.*|[0-9]+");

    /** Last part of a parameter's name. */
    private static final Pattern PARAMETER =
            Pattern.compile("weight|bias|gamma|beta|kernel|scale|shift|embeddings?|running_mean|running_var");

    private LayerName() {}

    /** The layer; absent where neither weights nor names tell. */
    static Optional<String> of(ModelGraph.Node node) {
        return node.constants().stream()
                .map(constant -> ofWeight(constant.name()))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> scope(node.name()))
                .or(() -> node.outputs().stream().findFirst().flatMap(LayerName::scope));
    }

    private static Optional<String> ofWeight(String name) {
        if (NAMELESS.matcher(name).matches()) {
            return Optional.empty();
        }
        // Our own writers mark a part of a weight behind a slash.
        int slash = name.indexOf('/');
        String whole = slash > 0 && name.substring(0, slash).contains(".") ? name.substring(0, slash) : name;
        int dot = whole.lastIndexOf('.');
        return dot > 0 && PARAMETER.matcher(whole.substring(dot + 1)).matches()
                ? Optional.of(whole.substring(0, dot))
                : Optional.empty();
    }

    /** Of {@code encoder.layers.3.attention/scores}, {@code /encoder/layer.3/attention/MatMul}, {@code bert/layer_3/MatMul;other}. */
    private static Optional<String> scope(String name) {
        String first = name.split(";", 2)[0];
        List<String> parts =
                Arrays.stream(first.split("/")).filter(part -> !part.isEmpty()).collect(Collectors.toList());
        if (parts.size() < 2) {
            return Optional.empty();
        }
        boolean ours = !first.startsWith("/") && parts.get(0).contains(".");
        return Optional.of(ours ? parts.get(0) : String.join(".", parts.subList(0, parts.size() - 1)));
    }
}
