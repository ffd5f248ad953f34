package dev.squeezebench.workloads.reference;

import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.network.Embeddings;
import dev.squeezebench.workloads.network.EncoderBlock;
import dev.squeezebench.workloads.network.LayerNorm;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Parameter;
import dev.squeezebench.workloads.network.Projection;
import dev.squeezebench.workloads.network.SelfAttention;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Computes a network straight from its description, in double precision and without any runtime. Parameters are read
 * one at a time, so that bert-base needs little heap; bert-base at 128 tokens takes seconds on two cores.
 */
public final class ReferenceEncoder {
    /** What results call what it computes. */
    public static final String NAME = "reference-float64";

    private final Network network;
    private final Weights weights;

    public ReferenceEncoder(Network network, Weights weights) {
        this.network = network;
        this.weights = weights;
    }

    /**
     * The outputs for these inputs, all float64: {@code last_hidden_state [batch, sequence, width]}, {@code
     * pooler_output [batch, width]}, and {@code hidden_states.N [batch, sequence, width]} after the embeddings (N = 0)
     * and after each block.
     *
     * @param inputs {@code input_ids}, {@code attention_mask}, {@code token_type_ids}, int64 or int32, {@code [batch,
     *     sequence]}; others are ignored
     * @param progress in layers
     * @throws IOException when a parameter cannot be read
     * @throws IllegalArgumentException when an input does not fit the network
     */
    public List<Tensor> outputs(List<Tensor> inputs, ProgressListener.Task progress) throws IOException {
        EncoderInputs encoded = EncoderInputs.of(network.embeddings(), inputs);
        List<Long> shape = List.of((long) encoded.batch(), (long) encoded.sequenceLength(), (long) network.width());
        int layers = network.blocks().size() + 1;
        List<Tensor> outputs = new ArrayList<>();
        Rows hidden = embed(network.embeddings(), encoded);
        outputs.add(hidden.tensor("hidden_states.0", shape));
        progress.at(1, layers);
        for (EncoderBlock block : network.blocks()) {
            hidden = block(block, hidden, encoded);
            outputs.add(hidden.tensor("hidden_states." + outputs.size(), shape));
            progress.at(outputs.size(), layers);
        }
        outputs.add(hidden.tensor(Network.LAST_HIDDEN_STATE, shape));
        if (network.pooler().isPresent()) {
            outputs.add(pool(network.pooler().get(), hidden, encoded)
                    .tensor(Network.POOLER_OUTPUT, List.of(shape.get(0), shape.get(2))));
        }
        return outputs;
    }

    /**
     * Looks whether inputs fit the network.
     *
     * @throws IllegalArgumentException when one is missing, has another shape than the others or another type, or has an
     *     index that its table has not; the message says which
     */
    public void check(List<Tensor> inputs) {
        EncoderInputs.of(network.embeddings(), inputs);
    }

    private Rows embed(Embeddings embeddings, EncoderInputs inputs) throws IOException {
        int width = embeddings.width();
        Rows rows = new Rows(inputs.rows(), width);
        addRows(rows, read(embeddings.words()), inputs::id);
        addRows(rows, read(embeddings.positionTable()), inputs::position);
        addRows(rows, read(embeddings.tokenTypeTable()), inputs::type);
        normalise(rows, embeddings.norm());
        return rows;
    }

    private static void addRows(Rows rows, float[] table, IntUnaryOperator index) {
        for (int row = 0; row < rows.count; row++) {
            int from = index.applyAsInt(row) * rows.width;
            for (int i = 0; i < rows.width; i++) {
                rows.values[rows.offset(row) + i] += table[from + i];
            }
        }
    }

    private Rows block(EncoderBlock block, Rows x, EncoderInputs inputs) throws IOException {
        SelfAttention attention = block.attention();
        Rows context = new Attention(inputs, attention.heads())
                .apply(project(attention.query(), x), project(attention.key(), x), project(attention.value(), x));
        Rows attended = project(block.postAttention(), context);
        attended.add(x);
        normalise(attended, block.attentionNorm());
        Rows wide = project(block.intermediate(), attended);
        wide.apply(Activations.of(block.activation()));
        Rows result = project(block.output(), wide);
        result.add(attended);
        normalise(result, block.outputNorm());
        return result;
    }

    private Rows pool(Projection pooler, Rows hidden, EncoderInputs inputs) throws IOException {
        Rows first = new Rows(inputs.batch(), hidden.width);
        for (int sequence = 0; sequence < inputs.batch(); sequence++) {
            System.arraycopy(
                    hidden.values,
                    hidden.offset(inputs.row(sequence, 0)),
                    first.values,
                    first.offset(sequence),
                    hidden.width);
        }
        Rows pooled = project(pooler, first);
        pooled.apply(Math::tanh);
        return pooled;
    }

    private Rows project(Projection projection, Rows x) throws IOException {
        return new LinearMap(projection, read(projection.weight()), read(projection.bias())).apply(x);
    }

    private void normalise(Rows rows, LayerNorm norm) throws IOException {
        Normalization.apply(rows, read(norm.scale()), read(norm.shift()), norm.epsilon());
    }

    private float[] read(Parameter parameter) throws IOException {
        return weights.read(parameter);
    }
}
