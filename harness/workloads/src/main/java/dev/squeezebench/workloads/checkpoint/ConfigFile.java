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
import java.util.Map;
import java.util.Optional;

/**
 * A checkpoint's {@code config.json}. Each key is honoured, known to leave the encoder's outputs alone ({@link
 * ConfigKeys}), or refused by name; a missing one is refused with the original implementation's default in the message.
 */
final class ConfigFile {
    private final Path file;
    private final ObjectNode config;

    private ConfigFile(Path file, ObjectNode config) {
        this.file = file;
        this.config = config;
    }

    /**
     * The network that a configuration describes.
     *
     * @param mostParameters how many parameters the weights have room for: a configuration that asks for more is refused
     *     before anything of its size is made
     */
    static Network network(Path file, long mostParameters) throws IOException {
        ConfigFile config = new ConfigFile(file, JsonFiles.read(file));
        boolean squeezeBert = config.isSqueezeBert();
        new ConfigKeys(file, squeezeBert).check(config.config);
        try {
            return config.network(squeezeBert, mostParameters);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw config.bad(String.valueOf(e.getMessage()));
        }
    }

    private boolean isSqueezeBert() throws UnreadableFileException {
        String type = config.path("model_type").asText("");
        for (JsonNode architecture : config.path("architectures")) {
            String name = architecture.asText("");
            if (!name.startsWith(type.equals("squeezebert") ? "SqueezeBert" : "Bert")) {
                throw bad("architecture " + Printable.quoted(name) + " with model_type " + Printable.quoted(type)
                        + " is neither BERT nor SqueezeBERT");
            }
        }
        return switch (type) {
            case "bert" -> false;
            case "squeezebert" -> true;
            default -> throw bad("model_type " + Printable.quoted(type) + " is neither bert nor squeezebert");
        };
    }

    private Network network(boolean squeezeBert, long mostParameters) throws UnreadableFileException {
        EncoderShape shape = shape(integer("num_hidden_layers", 12));
        Optional<Groups> groups = squeezeBert ? Optional.of(groups()) : Optional.empty();
        if (squeezeBert && integer("embedding_size", 768) != shape.width()) {
            throw bad("embedding_size is not hidden_size, which SqueezeBERT needs");
        }
        // The number of layers costs memory here, so it is checked against the weights with one layer made.
        Network one = network(shape(1), groups);
        long outside = one.parameters().stream().mapToLong(Parameter::elements).reduce(0, Math::addExact);
        long layer = one.blocks().get(0).parameters().stream()
                .mapToLong(Parameter::elements)
                .reduce(0, Math::addExact);
        long parameters = Math.addExact(outside, Math.multiplyExact(layer, shape.layers() - 1L));
        if (parameters > mostParameters) {
            throw bad("it asks for " + parameters + " parameters, and the weights have room for " + mostParameters);
        }
        return network(shape, groups);
    }

    private static Network network(EncoderShape shape, Optional<Groups> groups) {
        return groups.isPresent()
                ? SqueezeBertArchitecture.network(shape, groups.get())
                : BertArchitecture.network(shape);
    }

    private EncoderShape shape(int layers) throws UnreadableFileException {
        return new EncoderShape(
                layers,
                integer("hidden_size", 768),
                integer("num_attention_heads", 12),
                integer("intermediate_size", 3072),
                integer("vocab_size", 30522),
                integer("max_position_embeddings", 512),
                integer("type_vocab_size", 2),
                epsilon(),
                activation());
    }

    private Groups groups() throws UnreadableFileException {
        return new Groups(
                integer("q_groups", 4),
                integer("k_groups", 4),
                integer("v_groups", 4),
                integer("post_attention_groups", 1),
                integer("intermediate_groups", 4),
                integer("output_groups", 4));
    }

    private int integer(String key, int original) throws UnreadableFileException {
        JsonNode node = required(key, String.valueOf(original));
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1) {
            throw bad(key + " is " + Printable.text(node.toString()) + ", not a number from 1 to 2^31");
        }
        return node.intValue();
    }

    private double epsilon() throws UnreadableFileException {
        JsonNode node = required("layer_norm_eps", "1e-12");
        if (!node.isNumber()) {
            throw bad("layer_norm_eps is " + Printable.text(node.toString()) + ", not a number");
        }
        return node.doubleValue();
    }

    private Activation activation() throws UnreadableFileException {
        Map<String, Activation> known = Map.of(
                "gelu", Activation.GELU_ERF,
                "gelu_new", Activation.GELU_TANH,
                "gelu_pytorch_tanh", Activation.GELU_TANH,
                "relu", Activation.RELU);
        String name = required("hidden_act", "\"gelu\"").asText("");
        Activation activation = known.get(name);
        if (activation == null) {
            throw bad(
                    "hidden_act " + Printable.quoted(name) + " is none of gelu, gelu_new, gelu_pytorch_tanh and relu");
        }
        return activation;
    }

    private JsonNode required(String key, String original) throws UnreadableFileException {
        JsonNode node = config.get(key);
        if (node == null) {
            throw new UnreadableFileException(
                    file,
                    key + " is missing",
                    "add it: the original implementation takes \"" + key + "\": " + original);
        }
        return node;
    }

    private UnreadableFileException bad(String cause) {
        return new UnreadableFileException(file, cause, "use a checkpoint of BERT or SqueezeBERT as it was saved");
    }
}
