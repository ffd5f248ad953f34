package dev.squeezebench.workloads.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** What a configuration may say besides the sizes: nothing that would change the encoder's outputs unnoticed. */
final class ConfigKeys {
    private static final Set<String> HONOURED = Set.of(
            "architectures",
            "model_type",
            "hidden_act",
            "hidden_size",
            "intermediate_size",
            "layer_norm_eps",
            "max_position_embeddings",
            "num_attention_heads",
            "num_hidden_layers",
            "type_vocab_size",
            "vocab_size");

    private static final Set<String> HONOURED_BY_SQUEEZEBERT = Set.of(
            "embedding_size",
            "q_groups",
            "k_groups",
            "v_groups",
            "post_attention_groups",
            "intermediate_groups",
            "output_groups");

    /** Only these values leave the network what it is. */
    private static final Map<String, Set<String>> ONLY = Map.of(
            "position_embedding_type", Set.of("\"absolute\""),
            "is_decoder", Set.of("false"),
            "add_cross_attention", Set.of("false"),
            "is_encoder_decoder", Set.of("false"),
            "pruned_heads", Set.of("{}"),
            "quantization_config", Set.of("null"),
            "cross_attention_hidden_size", Set.of("null"));

    /**
     * Training, heads, text generation, file keeping, the form of the answer: the encoder's outputs in inference do not
     * depend on them. {@code torch_dtype} says how weights were stored, which the weights file says as well.
     */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "_name_or_path",
            "_num_labels",
            "attention_probs_dropout_prob",
            "attn_implementation",
            "_attn_implementation_autoset",
            "bos_token_id",
            "chunk_size_feed_forward",
            "classifier_dropout",
            "directionality",
            "do_sample",
            "dtype",
            "eos_token_id",
            "finetuning_task",
            "gradient_checkpointing",
            "hidden_dropout_prob",
            "id2label",
            "initializer_range",
            "label2id",
            "language",
            "name",
            "num_labels",
            "output_attentions",
            "output_hidden_states",
            "output_past",
            "pad_token_id",
            "pooler_fc_size",
            "pooler_num_attention_heads",
            "pooler_num_fc_layers",
            "pooler_size_per_head",
            "pooler_type",
            "prefix",
            "problem_type",
            "return_dict",
            "sep_token_id",
            "task_specific_params",
            "tie_word_embeddings",
            "tokenizer_class",
            "torch_dtype",
            "torchscript",
            "transformers_version",
            "use_bfloat16",
            "use_cache");

    private final Path file;
    private final boolean squeezeBert;

    ConfigKeys(Path file, boolean squeezeBert) {
        this.file = file;
        this.squeezeBert = squeezeBert;
    }

    void check(ObjectNode config) throws UnreadableFileException {
        for (Map.Entry<String, JsonNode> entry : config.properties()) {
            String key = entry.getKey();
            Set<String> only = ONLY.get(key);
            if (only != null) {
                if (!only.contains(entry.getValue().toString())) {
                    throw refused(
                            key, "is " + Printable.text(entry.getValue().toString()) + ", which is not supported");
                }
            } else if (!HONOURED.contains(key)
                    && !WITHOUT_EFFECT.contains(key)
                    && !(squeezeBert && HONOURED_BY_SQUEEZEBERT.contains(key))) {
                throw refused(key, "is not known here, so it might change the outputs");
            }
        }
    }

    private UnreadableFileException refused(String key, String why) {
        return new UnreadableFileException(
                file, Printable.quoted(key) + ' ' + why, "remove it if the original implementation does without it");
    }
}
