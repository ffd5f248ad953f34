package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds a network's parameters among the tensors of a checkpoint: names with and without the model's prefix, the old
 * {@code gamma} and {@code beta}, heads left out.
 */
final class ParameterNames {
    private static final List<String> PREFIXES = List.of("", "bert.", "transformer.");
    private static final Set<String> PARTS = Set.of("embeddings", "encoder", "pooler");

    /** Buffers that older versions saved: positions counted from 0, types all 0. */
    private static final Set<String> BUFFERS = Set.of("embeddings.position_ids", "embeddings.token_type_ids");

    private final Map<String, CheckpointTensor> found = new LinkedHashMap<>();
    private final List<String> ignored = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    private ParameterNames() {}

    /** Sorts a checkpoint's tensors. */
    static ParameterNames match(Network network, Map<String, CheckpointTensor> tensors) {
        ParameterNames names = new ParameterNames();
        Map<String, CheckpointTensor> candidates = names.candidates(tensors);
        for (Parameter parameter : network.parameters()) {
            CheckpointTensor tensor = candidates.remove(parameter.name());
            if (tensor == null) {
                names.complaints.add("missing " + parameter.name());
            } else {
                names.take(parameter, tensor);
            }
        }
        candidates.keySet().forEach(name -> names.complaints.add("unexpected " + Printable.text(name)));
        return names;
    }

    /** The tensors of the encoder by their names today; what belongs to heads is set aside. */
    private Map<String, CheckpointTensor> candidates(Map<String, CheckpointTensor> tensors) {
        String prefix = prefix(tensors);
        Map<String, CheckpointTensor> candidates = new HashMap<>();
        for (Map.Entry<String, CheckpointTensor> entry : tensors.entrySet()) {
            String name = entry.getKey();
            String inner = name.startsWith(prefix) ? modern(name.substring(prefix.length())) : "";
            if (BUFFERS.contains(inner) || !PARTS.contains(inner.split("\\.", 2)[0])) {
                ignored.add(name);
            } else if (candidates.put(inner, entry.getValue()) != null) {
                complaints.add("two tensors for " + Printable.text(inner));
            }
        }
        return candidates;
    }

    private static String prefix(Map<String, CheckpointTensor> tensors) {
        return PREFIXES.stream()
                .filter(prefix -> tensors.containsKey(prefix + "embeddings.word_embeddings.weight"))
                .findFirst()
                .orElse("");
    }

    /** TensorFlow's names for a norm's parameters, which the first conversions kept. */
    private static String modern(String name) {
        if (name.endsWith(".gamma")) {
            return name.substring(0, name.length() - "gamma".length()) + "weight";
        }
        if (name.endsWith(".beta")) {
            return name.substring(0, name.length() - "beta".length()) + "bias";
        }
        return name;
    }

    private void take(Parameter parameter, CheckpointTensor tensor) {
        List<Long> expected = parameter.shape().stream().map(Integer::longValue).toList();
        if (!tensor.shape().equals(expected)) {
            complaints.add(parameter.name() + " has shape " + tensor.shape() + " instead of " + expected);
        } else if (!tensor.widens()) {
            complaints.add(parameter.name() + " is " + tensor.storage().type().word()
                    + " instead of float32, float16 or bfloat16");
        } else {
            found.put(parameter.name(), tensor);
        }
    }

    Map<String, CheckpointTensor> found() {
        return found;
    }

    /** Names in the file of tensors that the encoder does not need. */
    List<String> ignored() {
        return ignored;
    }

    /** Everything that is missing, unexpected or misshaped; empty when all is well. */
    List<String> complaints() {
        return complaints;
    }
}
