package dev.squeezebench.workloads;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.network.Network;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Writes networks as model files of one format. Found by {@link java.util.ServiceLoader}, stateless, and ignorant of
 * any model's name: it walks the {@link Network}.
 */
public interface ModelEmitter {
    /** Format and file extension: {@code onnx} or {@code tflite}. */
    String format();

    /** Counts up whenever the same arguments give other bytes: part of the cached file's name. */
    int version();

    /** ONNX operator set of the files; absent for formats that have none. */
    OptionalInt opset();

    /** Whether a file serves one batch size and sequence length only; else one file serves all. */
    boolean fixedShape();

    /** Sizes of the files' symbolic dimensions, by symbol; empty when {@link #fixedShape}. */
    Map<String, Long> dimensions(int batch, int sequenceLength);

    /** Element type of the files' inputs: int64 or int32. */
    ElementType idType();

    /** Types that it can write weights and activations in, float32 first. */
    List<ElementType> elementTypes();

    /** Lowerings it can write this network in, the plainest first; {@code dense} alone when there is nothing to lower. */
    List<String> lowerings(Network network);

    /** Fusions it can write this network in under a lowering; {@code none} first. */
    List<String> fusions(Network network, String lowering);

    /**
     * Writes the whole file. The same arguments give the same bytes on every JDK. Peak heap stays below 1 GB for
     * bert-base: parameters are read one at a time.
     *
     * @param target written from start to end; the caller hashes, flushes and closes it
     * @param progress in bytes of parameters
     * @throws UnrepresentableWeightException when a weight does not fit into the variant's type
     * @throws IOException when the weights cannot be read or the target cannot be written
     * @throws IllegalArgumentException when the variant is none of {@link #lowerings}, {@link #fusions} and {@link
     *     #elementTypes}
     */
    void emit(
            Network network,
            Weights weights,
            ModelVariant variant,
            WritableByteChannel target,
            ProgressListener.Task progress)
            throws IOException;

    /**
     * Writes a graph of yardsticks in float32.
     *
     * @param target written from start to end; the caller closes it
     * @throws IOException when the target cannot be written
     */
    void emit(Yardsticks yardsticks, WritableByteChannel target) throws IOException;
}
