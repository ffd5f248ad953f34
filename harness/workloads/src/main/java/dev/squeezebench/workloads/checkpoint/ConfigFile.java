package dev.squeezebench.workloads.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.network.Activation;
import dev.squeezebench.workloads.network.BertArchitecture;
import dev.squeezebench.workloads.network.EncoderShape;
import dev.squeezebench.workloads.network.Groups;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Parameter;
import dev.squeezebench.workloads.network.SqueezeBertArchitecture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A checkpoint's {@code config.json}. Each key is honoured, known to leave the encoder's outputs alone ({@link
 * ConfigKeys}), or refused by name; a missing one is refused with the original implementation's default in the message. All
 * that is wrong is said at once.
 */
final class ConfigFile {
    private static final String MODEL_TYPE = "model_type";

    /** Sizes of the original implementation, which it takes where a configuration lacks one. */
    private static final Map<String, Integer> ORIGINAL = Map.ofEntries(
            Map.entry("num_hidden_layers", 12),
            Map.entry("hidden_size", 768),
            Map.entry("embedding_size", 768),
            Map.entry("num_attention_heads", 12),
            Map.entry("intermediate_size", 3072),
            Map.entry("vocab_size", 30522),
            Map.entry("max_position_embeddings", 512),
            Map.entry("type_vocab_size", 2),
            Map.entry("q_groups", 4),
            Map.entry("k_groups", 4),
            Map.entry("v_groups", 4),
            Map.entry("post_attention_groups", 1),
            Map.entry("intermediate_groups", 4),
            Map.entry("output_groups", 4));

    private final Path file;
    private final ObjectNode config;
    private final Set<String> problems = new LinkedHashSet<>();

    /** Missing keys with the original implementation's values, as they are added to the file. */
    private final Map<String, String> missing = new LinkedHashMap<>();

    private ConfigFile(Path file, ObjectNode config) {
        this.file = file;
        this.config = config;
    }

    /**
     * The network that a configuration describes.
     *
     * @param tensors names of the weights, which say what a configuration without a type is of
     * @param mostParameters how many parameters the weights have room for: a configuration that asks for more is refused
     *     before anything of its size is made
     */
    static Network network(Path file, Set<String> tensors, long mostParameters) throws IOException {
        ConfigFile config = new ConfigFile(file, JsonFiles.read(file));
        boolean squeezeBert = config.isSqueezeBert(tensors);
        config.problems.addAll(new ConfigKeys(squeezeBert).problems(config.config));
        config.checkSizes(squeezeBert);
        config.refuseProblems();
        try {
            return config.network(squeezeBert, mostParameters);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw config.bad(String.valueOf(e.getMessage()));
        }
    }

    private boolean isSqueezeBert(Set<String> tensors) {
        String type = config.path(MODEL_TYPE).asText("");
        boolean convolutions = tensors.stream().anyMatch(name -> name.contains(".post_attention.conv1d."));
        if (type.isEmpty()) {
            missing.put(MODEL_TYPE, convolutions ? "\"squeezebert\"" : "\"bert\"");
        } else if (!type.equals("bert") && !type.equals("squeezebert")) {
            problems.add("model_type " + Printable.quoted(type) + " is neither bert nor squeezebert");
        }
        boolean squeezeBert = type.isEmpty() ? convolutions : type.equals("squeezebert");
        for (JsonNode architecture : config.path("architectures")) {
            String name = architecture.asText("");
            if (!name.startsWith(squeezeBert ? "SqueezeBert" : "Bert")) {
                problems.add("architecture " + Printable.quoted(name) + " is not one of "
                        + (squeezeBert ? "SqueezeBERT" : "BERT"));
            }
        }
        return squeezeBert;
    }

    /** Looks at every value, so that what is wrong is found in one go. */
    private void checkSizes(boolean squeezeBert) {
        for (String key : List.of(
                "num_hidden_layers",
                "hidden_size",
                "num_attention_heads",
                "intermediate_size",
                "vocab_size",
                "max_position_embeddings",
                "type_vocab_size")) {
            integer(key);
        }
        if (squeezeBert) {
            groups();
            if (integer("embedding_size") != integer("hidden_size")) {
                problems.add("embedding_size is not hidden_size, which SqueezeBERT needs");
            }
        }
        epsilon();
        activation();
    }

    private void refuseProblems() throws UnreadableFileException {
        if (problems.isEmpty() && missing.isEmpty()) {
            return;
        }
        List<String> causes = new ArrayList<>(problems);
        List<String> remedies = new ArrayList<>();
        if (!missing.isEmpty()) {
            causes.add(String.join(", ", missing.keySet()) + (missing.size() == 1 ? " is missing" : " are missing"));
            List<String> lines = new ArrayList<>();
            missing.forEach((key, value) -> lines.add('"' + key + "\": " + value));
            remedies.add("add what the original implementation takes: " + String.join(", ", lines));
        }
        if (!problems.isEmpty()) {
            remedies.add("use a checkpoint of BERT or SqueezeBERT as it was saved");
        }
        throw new UnreadableFileException(file, String.join("; ", causes), String.join("; ", remedies));
    }

    private Network network(boolean squeezeBert, long mostParameters) throws UnreadableFileException {
        EncoderShape shape = shape(integer("num_hidden_layers"));
        Optional<Groups> groups = squeezeBert ? Optional.of(groups()) : Optional.empty();
        // The number of layers costs memory here, so it is checked against the weights with one layer made.
        Network one = network(shape(1), groups);
        long outside = one.parameters().stream().mapToLong(Parameter::elements).reduce(0, Math::addExact);
        long layer = one.blocks().get(0).parameters().stream()
                .mapToLong(Parameter::elements)
                .reduce(0, Math::addExact);
        long parameters = Math.addExact(outside, Math.multiplyExact(layer, shape.layers() - 1L));
        long pooler = Math.multiplyExact((long) shape.width(), shape.width() + 1L);
        if (parameters - pooler > mostParameters) {
            throw bad("it asks for " + parameters + " parameters, and the weights have room for " + mostParameters);
        }
        return network(shape, groups);
    }

    private static Network network(EncoderShape shape, Optional<Groups> groups) {
        return groups.isPresent()
                ? SqueezeBertArchitecture.network(shape, groups.get())
                : BertArchitecture.network(shape);
    }

    private EncoderShape shape(int layers) {
        return new EncoderShape(
                layers,
                integer("hidden_size"),
                integer("num_attention_heads"),
                integer("intermediate_size"),
                integer("vocab_size"),
                integer("max_position_embeddings"),
                integer("type_vocab_size"),
                epsilon(),
                activation());
    }

    private Groups groups() {
        return new Groups(
                integer("q_groups"),
                integer("k_groups"),
                integer("v_groups"),
                integer("post_attention_groups"),
                integer("intermediate_groups"),
                integer("output_groups"));
    }

    private int integer(String key) {
        int original = ORIGINAL.getOrDefault(key, 1);
        JsonNode node = config.get(key);
        if (node == null) {
            missing.put(key, String.valueOf(original));
            return original;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1) {
            problems.add(key + " is " + Printable.text(node.toString()) + ", not a number from 1 to 2^31");
            return original;
        }
        return node.intValue();
    }

    private double epsilon() {
        JsonNode node = config.get("layer_norm_eps");
        if (node == null) {
            missing.put("layer_norm_eps", "1e-12");
        } else if (!node.isNumber()) {
            problems.add("layer_norm_eps is " + Printable.text(node.toString()) + ", not a number");
        } else {
            return node.doubleValue();
        }
        return 1e-12;
    }

    private Activation activation() {
        Map<String, Activation> known = Map.of(
                "gelu", Activation.GELU_ERF,
                "gelu_new", Activation.GELU_TANH,
                "gelu_pytorch_tanh", Activation.GELU_TANH,
                "relu", Activation.RELU);
        JsonNode node = config.get("hidden_act");
        Activation activation = node == null ? null : known.get(node.asText(""));
        if (node == null) {
            missing.put("hidden_act", "\"gelu\"");
        } else if (activation == null) {
            problems.add("hidden_act " + Printable.quoted(node.asText(""))
                    + " is none of gelu, gelu_new, gelu_pytorch_tanh and relu");
        }
        return activation == null ? Activation.GELU_ERF : activation;
    }

    private UnreadableFileException bad(String cause) {
        return new UnreadableFileException(file, cause, "use a checkpoint of BERT or SqueezeBERT as it was saved");
    }
}
