package dev.squeezebench.workloads.store;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.ModelFile;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.InputShape;
import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.WorkloadInputs;
import dev.squeezebench.workloads.cost.NetworkCost;
import dev.squeezebench.workloads.network.Embeddings;
import dev.squeezebench.workloads.reference.ReferenceEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.OptionalLong;

/** Model files, their inputs and what must come out, made on demand in the user's cache. */
public final class ModelStore {
    /** Counts up when the reference or the seeded weights give other values. */
    private static final int REFERENCE_VERSION = 2;

    /** Counts up when the inputs of a shape are others: 3 has full sequences where 2 had padded ones. */
    private static final int INPUT_VERSION = 3;

    private static final long INPUT_SEED = 7;
    private static final long GRAPH_BYTES = 4 << 20;
    private static final int HASH_DIGITS = 16;

    private final Path root;
    private final ContentStore files;

    /** @param root the cache folder; created when the first file is made */
    public ModelStore(Path root) {
        this.root = root;
        this.files = new ContentStore(root);
    }

    public Path root() {
        return root;
    }

    /**
     * The model file of a network.
     *
     * @throws NotEnoughRoomException when the disk has no room for it
     * @throws IllegalArgumentException when the emitter has no such variant
     */
    public StoredFile model(
            TrainedNetwork trained, ModelEmitter emitter, ModelVariant variant, ProgressListener listener)
            throws IOException {
        Path name = modelName(trained, emitter, variant);
        return files.obtain(
                name,
                modelBytes(trained, variant),
                target -> {
                    try (ProgressListener.Task task =
                            listener.begin("writing " + trained.name() + '/' + variant.lowering())) {
                        emitter.emit(trained.network(), trained.weights(), variant, target, task);
                    }
                },
                listener);
    }

    /** Where the model file of a network is, or will be. */
    public Path modelFile(TrainedNetwork trained, ModelEmitter emitter, ModelVariant variant) {
        return root.resolve(modelName(trained, emitter, variant));
    }

    /** About how large a model file is. */
    public static long modelBytes(TrainedNetwork trained, ModelVariant variant) {
        return trained.network().parameters().stream()
                        .mapToLong(parameter ->
                                parameter.elements() * variant.elementType().bytes())
                        .sum()
                + GRAPH_BYTES;
    }

    private static Path modelName(TrainedNetwork trained, ModelEmitter emitter, ModelVariant variant) {
        String shape = emitter.fixedShape() ? "-b" + variant.batch() + "-s" + variant.sequenceLength() : "";
        String plain = FileNames.safe(trained.name())
                + '-'
                + variant.lowering()
                + '-'
                + variant.fusion()
                + '-'
                + variant.elementType().word()
                + shape;
        String key = plain + '\n' + emitter.format() + emitter.version() + '\n' + identity(trained);
        return Path.of("models", plain + '-' + hash(key) + '.' + emitter.format());
    }

    /** What a result file says of a model of this store. */
    public ModelFile describe(TrainedNetwork trained, ModelEmitter emitter, ModelVariant variant, StoredFile stored) {
        NetworkCost cost = NetworkCost.of(trained.network(), variant.batch(), variant.sequenceLength());
        return new ModelFile(
                root.relativize(stored.path()).toString(),
                stored.sha256(),
                stored.bytes(),
                OptionalLong.of(cost.parameters()),
                OptionalLong.of(cost.flop()),
                trained.weights().provenance(),
                emitter.format(),
                emitter.opset());
    }

    /**
     * A safetensors file with the inputs of a shape.
     *
     * @param idType int64 or int32, as the model's format takes them
     */
    public StoredFile inputs(TrainedNetwork trained, InputShape shape, ElementType idType, ProgressListener listener)
            throws IOException {
        List<Tensor> int64 = new WorkloadInputs(trained.network(), INPUT_SEED).tensors(shape);
        List<Tensor> tensors = idType == ElementType.INT32 ? WorkloadInputs.int32(int64) : int64;
        String plain = FileNames.safe(trained.name()) + '-' + shape.word() + '-' + idType.word();
        Path name = Path.of("inputs", plain + '-' + hash(plain + '\n' + inputIdentity(trained)) + ".safetensors");
        return files.obtain(name, bytes(tensors), target -> Safetensors.write(target, tensors), listener);
    }

    /** A safetensors file with the reference's float64 outputs for {@link #inputs}. */
    public StoredFile reference(TrainedNetwork trained, InputShape shape, ProgressListener listener)
            throws IOException {
        String plain = FileNames.safe(trained.name()) + '-' + shape.word();
        String key = plain + '\n' + identity(trained) + '\n' + inputIdentity(trained);
        Path name = Path.of("references", plain + '-' + hash(key) + ".safetensors");
        long bytes = (shape.sequenceLength() + 1L)
                * shape.batch()
                * trained.network().width()
                * Double.BYTES;
        return files.obtain(
                name,
                bytes,
                target -> Safetensors.write(
                        target,
                        outputs(trained, new WorkloadInputs(trained.network(), INPUT_SEED).tensors(shape), listener)),
                listener);
    }

    private static String identity(TrainedNetwork trained) {
        return REFERENCE_VERSION + "\n" + trained.identity();
    }

    /**
     * A safetensors file with a user's inputs.
     *
     * @param given {@code input_ids}, {@code attention_mask}, {@code token_type_ids}, int64
     * @param idType int64 or int32, as the model's format takes them
     */
    public StoredFile inputs(TrainedNetwork trained, List<Tensor> given, ElementType idType, ProgressListener listener)
            throws IOException {
        List<Tensor> tensors = idType == ElementType.INT32 ? WorkloadInputs.int32(given) : given;
        return stored("inputs", trained, "-given-" + idType.word(), tensors, listener);
    }

    /** A safetensors file with a user's expected outputs. */
    public StoredFile expected(TrainedNetwork trained, List<Tensor> given, ProgressListener listener)
            throws IOException {
        return stored("references", trained, "-expected", given, listener);
    }

    /** A file of tensors under a name that follows from their contents. */
    private StoredFile stored(
            String kind, TrainedNetwork trained, String what, List<Tensor> tensors, ProgressListener listener)
            throws IOException {
        String plain = FileNames.safe(trained.name()) + what;
        Path name = Path.of(kind, plain + '-' + hash(plain + '\n' + content(tensors)) + ".safetensors");
        return files.obtain(name, bytes(tensors), target -> Safetensors.write(target, tensors), listener);
    }

    /** A safetensors file with the reference's float64 outputs for a user's inputs. */
    public StoredFile reference(TrainedNetwork trained, List<Tensor> given, ProgressListener listener)
            throws IOException {
        String plain = FileNames.safe(trained.name()) + "-given";
        String key = plain + '\n' + identity(trained) + '\n' + content(given);
        Path name = Path.of("references", plain + '-' + hash(key) + ".safetensors");
        return files.obtain(
                name,
                bytes(given) * trained.network().width(),
                target -> Safetensors.write(target, outputs(trained, given, listener)),
                listener);
    }

    private static List<Tensor> outputs(TrainedNetwork trained, List<Tensor> inputs, ProgressListener listener)
            throws IOException {
        try (ProgressListener.Task task = listener.begin("computing reference outputs of " + trained.name())) {
            return new ReferenceEncoder(trained.network(), trained.weights())
                    .outputs(inputs, task).stream()
                            // The states of every layer are computed as well, and no runtime gives them.
                            .filter(tensor -> trained.network().outputs().contains(tensor.name()))
                            .toList();
        }
    }

    /** SHA-256 of a file of the tensors. */
    private static String content(List<Tensor> tensors) throws IOException {
        MessageDigest digest = Digests.sha256();
        Safetensors.write(
                Channels.newChannel(new DigestOutputStream(OutputStream.nullOutputStream(), digest)), tensors);
        return Digests.hex(digest.digest());
    }

    private static long bytes(List<Tensor> tensors) {
        return tensors.stream().mapToLong(tensor -> tensor.data().remaining()).sum();
    }

    private static String inputIdentity(TrainedNetwork trained) {
        Embeddings embeddings = trained.network().embeddings();
        return INPUT_VERSION + "\n" + INPUT_SEED + "\nids " + embeddings.vocabulary() + " types "
                + embeddings.tokenTypes();
    }

    private static String hash(String key) {
        return Digests.sha256(key).substring(0, HASH_DIGITS);
    }
}
