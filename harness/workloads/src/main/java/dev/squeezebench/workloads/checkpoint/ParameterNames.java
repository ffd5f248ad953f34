package dev.squeezebench.workloads.checkpoint;

import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds a network's parameters among the tensors of a checkpoint: names with and without a prefix of the model ({@code
 * bert.}), of a wrapper ({@code module.}) or of a compiler ({@code _orig_mod.}), the old {@code gamma} and {@code beta},
 * heads left out. A pooler may be absent.
 */
final class ParameterNames {
    private static final String WORDS = "embeddings.word_embeddings.weight";

    /** Taken first where a file has several encoders. */
    private static final List<String> USUAL_PREFIXES = List.of("", "bert.", "transformer.");

    private static final int MOST_NAMED = 3;
    private static final Set<String> PARTS = Set.of("embeddings", "encoder", "pooler");

    /** Buffers that older versions saved: positions counted from 0, types all 0. */
    private static final Set<String> BUFFERS = Set.of("embeddings.position_ids", "embeddings.token_type_ids");

    private final Map<String, CheckpointTensor> found = new LinkedHashMap<>();
    private final List<String> ignored = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> unexpected = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    private Network network;

    private ParameterNames(Network network) {
        this.network = network;
    }

    /** Sorts a checkpoint's tensors. */
    static ParameterNames match(Network network, Map<String, CheckpointTensor> tensors) {
        ParameterNames names = new ParameterNames(network);
        Map<String, CheckpointTensor> candidates = names.candidates(tensors);
        boolean pooler = network.pooler().stream()
                .flatMap(projection -> projection.parameters().stream())
                .anyMatch(parameter -> candidates.containsKey(parameter.name()));
        if (!pooler) {
            names.network = network.withoutPooler();
        }
        for (Parameter parameter : names.network.parameters()) {
            CheckpointTensor tensor = candidates.remove(parameter.name());
            if (tensor == null) {
                names.missing.add(parameter.name());
            } else {
                names.take(parameter, tensor);
            }
        }
        candidates.keySet().stream().sorted().forEach(name -> names.unexpected.add(Printable.text(name)));
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

    private String prefix(Map<String, CheckpointTensor> tensors) {
        List<String> prefixes = tensors.keySet().stream()
                .filter(name -> name.equals(WORDS) || name.endsWith('.' + WORDS))
                .map(name -> name.substring(0, name.length() - WORDS.length()))
                .toList();
        Optional<String> usual =
                USUAL_PREFIXES.stream().filter(prefixes::contains).findFirst();
        if (usual.isEmpty() && prefixes.size() > 1) {
            complaints.add("several encoders, "
                    + prefixes.stream().map(Printable::quoted).collect(Collectors.joining(" and ")));
        }
        return usual.or(() -> prefixes.stream().findFirst()).orElse("");
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

    /** The network, without a pooler where the checkpoint has none. */
    Network network() {
        return network;
    }

    Map<String, CheckpointTensor> found() {
        return found;
    }

    /** Names in the file of tensors that the encoder does not need. */
    List<String> ignored() {
        return ignored;
    }

    /** What is wrong, missing and unexpected, some names of each and how many more there are; empty when all is well. */
    List<String> complaints() {
        List<String> all = new ArrayList<>();
        if (!complaints.isEmpty()) {
            all.add(some(complaints));
        }
        if (!missing.isEmpty()) {
            all.add("missing " + some(missing));
        }
        if (!unexpected.isEmpty()) {
            all.add("unexpected " + some(unexpected));
        }
        return all;
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
                + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "");
    }
}
