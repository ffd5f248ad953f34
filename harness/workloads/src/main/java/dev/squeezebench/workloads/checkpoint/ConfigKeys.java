package dev.squeezebench.workloads.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.squeezebench.records.text.Printable;
import java.util.ArrayList;
import java.util.List;
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
            "adapters",
            "attention_probs_dropout_prob",
            "attn_implementation",
            "auto_map",
            "bad_words_ids",
            "begin_suppress_tokens",
            "bf16",
            "bos_token_id",
            "chunk_size_feed_forward",
            "classifier_dropout",
            "cls_token_id",
            "custom_pipelines",
            "decoder_start_token_id",
            "directionality",
            "diversity_penalty",
            "do_sample",
            "dtype",
            "early_stopping",
            "encoder_no_repeat_ngram_size",
            "eos_token_id",
            "exponential_decay_length_penalty",
            "finetuning_task",
            "forced_bos_token_id",
            "forced_eos_token_id",
            "fp16",
            "gradient_checkpointing",
            "hidden_dropout_prob",
            "id2label",
            "initializer_range",
            "is_composition",
            "label2id",
            "language",
            "length_penalty",
            "loss_type",
            "mask_token_id",
            "max_length",
            "max_seq_length",
            "min_length",
            "model_max_length",
            "name",
            "no_repeat_ngram_size",
            "num_beam_groups",
            "num_beams",
            "num_labels",
            "num_return_sequences",
            "output_attentions",
            "output_hidden_states",
            "output_past",
            "output_scores",
            "pad_token_id",
            "pooler_fc_size",
            "pooler_num_attention_heads",
            "pooler_num_fc_layers",
            "pooler_size_per_head",
            "pooler_type",
            "prefix",
            "problem_type",
            "remove_invalid_values",
            "repetition_penalty",
            "return_dict",
            "return_dict_in_generate",
            "sbert_ce_default_activation_function",
            "sentence_transformers",
            "sep_token_id",
            "suppress_tokens",
            "task_specific_params",
            "temperature",
            "tf_legacy_loss",
            "tie_word_embeddings",
            "tokenizer_class",
            "top_k",
            "top_p",
            "torch_dtype",
            "torchscript",
            "transformers_version",
            "typical_p",
            "unk_token_id",
            "use_bfloat16",
            "use_cache",
            "xla_device");

    /** Keys of whole families: notes of a library to itself, and heads that sum a sequence up. */
    private static final List<String> WITHOUT_EFFECT_FAMILIES = List.of("_", "summary_");

    private static final int MOST_NAMED = 12;

    private final boolean squeezeBert;

    ConfigKeys(boolean squeezeBert) {
        this.squeezeBert = squeezeBert;
    }

    /** What might change the outputs: values that are not supported, and keys that are not known, all together. */
    List<String> problems(ObjectNode config) {
        List<String> problems = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : config.properties()) {
            String key = entry.getKey();
            Set<String> only = ONLY.get(key);
            if (only != null) {
                if (!only.contains(entry.getValue().toString())) {
                    problems.add(Printable.quoted(key) + " is "
                            + Printable.text(entry.getValue().toString()) + ", which is not supported");
                }
            } else if (!isKnown(key)) {
                unknown.add(Printable.quoted(key));
            }
        }
        if (!unknown.isEmpty()) {
            problems.add(String.join(", ", unknown.subList(0, Math.min(MOST_NAMED, unknown.size())))
                    + (unknown.size() > MOST_NAMED ? " and " + (unknown.size() - MOST_NAMED) + " more" : "")
                    + (unknown.size() == 1 ? " is not known here, so it" : " are not known here, so they")
                    + " might change the outputs: remove what the original implementation does without");
        }
        return problems;
    }

    private boolean isKnown(String key) {
        return HONOURED.contains(key)
                || WITHOUT_EFFECT.contains(key)
                || WITHOUT_EFFECT_FAMILIES.stream().anyMatch(key::startsWith)
                || (squeezeBert && HONOURED_BY_SQUEEZEBERT.contains(key));
    }
}
