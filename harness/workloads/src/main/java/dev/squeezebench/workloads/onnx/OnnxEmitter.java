package dev.squeezebench.workloads.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.CachingWeights;
import dev.squeezebench.workloads.ModelEmitter;
import dev.squeezebench.workloads.ModelVariant;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.Yardsticks;
import dev.squeezebench.workloads.network.Network;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Writes ONNX files: one serves every batch size and sequence length. Networks whose weights exceed 2 GB are refused:
 * they would need external data, and none of ours comes near.
 */
public final class OnnxEmitter implements ModelEmitter {
    /** First operator set with Gelu; LayerNormalization is there since 17. */
    private static final int OPSET = 20;

    /** Format version that belongs to operator set 20 (ONNX 1.15). */
    private static final int IR_VERSION = 9;

    private static final List<OnnxLowering> LOWERINGS = List.of(
            new OnnxConvLowering(), new OnnxBatchedMatMulLowering(), new OnnxSplitLowering(), new OnnxDenseLowering());

    private static final List<Fusion> FUSIONS =
            List.of(new Unfused(), new SkipLayerNormFusion(), new TransformerFusion());

    @Override
    public String format() {
        return "onnx";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public OptionalInt opset() {
        return OptionalInt.of(OPSET);
    }

    @Override
    public boolean fixedShape() {
        return false;
    }

    @Override
    public Map<String, Long> dimensions(int batch, int sequenceLength) {
        return Map.of(Inputs.BATCH, (long) batch, Inputs.SEQUENCE, (long) sequenceLength);
    }

    @Override
    public ElementType idType() {
        return ElementType.INT64;
    }

    @Override
    public List<ElementType> elementTypes() {
        return Arrays.stream(FloatFormat.values()).map(FloatFormat::elementType).toList();
    }

    @Override
    public List<String> lowerings(Network network) {
        return LOWERINGS.stream()
                .filter(lowering -> lowering.appliesTo(network))
                .map(OnnxLowering::name)
                .toList();
    }

    @Override
    public List<String> fusions(Network network, String lowering) {
        return FUSIONS.stream().map(Fusion::name).toList();
    }

    @Override
    public void emit(
            Network network,
            Weights weights,
            ModelVariant variant,
            WritableByteChannel target,
            ProgressListener.Task progress)
            throws IOException {
        GraphBuilder graph = EncoderGraph.of(network, lowering(network, variant), fusion(variant), realType(variant));
        new ModelFileWriter(target)
                .write(preface(weights, variant, graph), graph, new CachingWeights(weights), progress);
    }

    @Override
    public void emit(Yardsticks yardsticks, WritableByteChannel target) throws IOException {
        new ModelFileWriter(target)
                .write(
                        preface().build(),
                        YardstickGraph.of(yardsticks),
                        new CachingWeights(new SeededWeights(0)),
                        ProgressListener.Task.NONE);
    }

    private static ModelProto.Builder preface() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("squeezebench")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET));
    }

    private static ModelProto preface(Weights weights, ModelVariant variant, GraphBuilder graph) {
        ModelProto.Builder model = preface();
        if (graph.usesContrib()) {
            model.addOpsetImportBuilder().setDomain(GraphBuilder.CONTRIB).setVersion(1);
        }
        metadata(model, "weights", weights.provenance());
        metadata(model, "lowering", variant.lowering());
        metadata(model, "fusion", variant.fusion());
        return model.build();
    }

    private static void metadata(ModelProto.Builder model, String key, String value) {
        model.addMetadataPropsBuilder().setKey(key).setValue(value);
    }

    private static OnnxLowering lowering(Network network, ModelVariant variant) {
        return LOWERINGS.stream()
                .filter(lowering -> lowering.name().equals(variant.lowering()) && lowering.appliesTo(network))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no lowering '" + variant.lowering() + "' of this network in ONNX"));
    }

    private static FloatFormat realType(ModelVariant variant) {
        return Arrays.stream(FloatFormat.values())
                .filter(type -> type.elementType() == variant.elementType())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "ONNX files are not written in " + variant.elementType().word()));
    }

    private static Fusion fusion(ModelVariant variant) {
        return FUSIONS.stream()
                .filter(fusion -> fusion.name().equals(variant.fusion()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fusion '" + variant.fusion() + "' in ONNX"));
    }
}
