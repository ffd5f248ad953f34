package dev.squeezebench.workloads.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.Digests;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelMetadataTest {
    private final Path folder;

    ModelMetadataTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void anOnnxModelOfAnotherToolIsRead() throws IOException {
        ModelMetadata model = ModelMetadata.of(write(OnnxModels.classifier()));

        assertThat(model.inputs()).extracting(ModelPort::name).containsExactly("input_ids", "attention_mask");
        assertThat(model.inputs()).extracting(ModelPort::typeWord).containsExactly("int32", "int64");
        assertThat(model.inputs()).extracting(ModelPort::shape).containsOnly("batch x sequence");
        // Through a cast.
        assertThat(model.inputs().get(0).idsBelow()).hasValue(OnnxModels.VOCABULARY);
        assertThat(model.inputs().get(1).idsBelow()).isEmpty();
        assertThat(model.outputs()).extracting(ModelPort::name).containsExactly("logits", "classes");
        assertThat(model.producer()).contains("pytorch 2.9.1");
        assertThat(model.opsets()).isEqualTo(Map.of("ai.onnx", 17L));
        assertThat(model.operators()).contains(new OperatorCount("Cast", 2), new OperatorCount("MatMul", 1));
        assertThat(model.weightType()).contains(ElementType.FLOAT32);
        // The table and the matrix; the int64 axis is no parameter.
        assertThat(model.parameters()).isEqualTo(OnnxModels.WIDTH * (OnnxModels.VOCABULARY + OnnxModels.CLASSES));
        assertThat(model.flop(Map.of("batch", 2L, "sequence", 7L)))
                .hasValue(2L * 2 * 7 * OnnxModels.WIDTH * OnnxModels.CLASSES);
        assertThat(model.flop(Map.of())).isEmpty();
        assertThat(model.externalData()).isEmpty();
    }

    @Test
    void aTensorFlowLiteModelOfAnotherToolIsRead() throws IOException {
        ModelMetadata model = ModelMetadata.of(Files.write(folder.resolve("m.tflite"), TfliteModels.classifier()));

        assertThat(model.inputs()).hasSize(1);
        ModelPort ids = model.input("input_ids").orElseThrow();
        assertThat(ids).isSameAs(model.input("serving_default_input_ids:0").orElseThrow());
        assertThat(ids.typeWord()).isEqualTo("int64");
        assertThat(ids.shape()).isEqualTo("12");
        assertThat(ids.idsBelow()).hasValue(TfliteModels.VOCABULARY);
        assertThat(model.outputs())
                .extracting(ModelPort::name)
                .containsExactly("StatefulPartitionedCall:0", "StatefulPartitionedCall:1");
        assertThat(model.operators())
                .extracting(OperatorCount::name)
                .containsExactlyInAnyOrder("CAST", "GATHER", "FULLY_CONNECTED");
        assertThat(model.parameters()).isEqualTo(TfliteModels.WIDTH * (TfliteModels.VOCABULARY + TfliteModels.CLASSES));
        assertThat(model.flop(Map.of())).hasValue(2L * TfliteModels.LENGTH * TfliteModels.WIDTH * TfliteModels.CLASSES);
    }

    @Test
    void oneProductThatCannotBeCountedLeavesTheSumOpen() throws IOException {
        ModelProto.Builder model = OnnxModels.classifier();
        model.getGraphBuilder().clearValueInfo();

        assertThat(ModelMetadata.of(write(model)).flop(Map.of("batch", 1L, "sequence", 1L)))
                .isEqualTo(OptionalLong.empty());
    }

    @Test
    void theDigestOfASingleFileIsItsOwnAndCoversExternalData() throws IOException {
        Path single = write(OnnxModels.classifier());
        assertThat(ModelMetadata.of(single).sha256())
                .isEqualTo(Digests.hex(Digests.sha256().digest(Files.readAllBytes(single))));

        Files.write(folder.resolve("w.bin"), new byte[16]);
        Path model = write(OnnxModels.external("w.bin", 8, 2));
        String before = ModelMetadata.of(model).sha256();
        Files.write(folder.resolve("w.bin"), new byte[17]);
        assertThat(ModelMetadata.of(model).sha256()).isNotEqualTo(before);
        assertThat(ModelMetadata.of(model).externalData()).containsExactly(folder.resolve("w.bin"));
    }

    @Test
    void theDigestDoesNotDependOnTheWayToTheFile() throws IOException {
        Files.write(folder.resolve("w.bin"), new byte[16]);
        Path model = write(OnnxModels.external("w.bin", 8, 2));
        Path around =
                Files.createDirectory(folder.resolve("other")).resolve("..").resolve(model.getFileName());

        assertThat(ModelMetadata.of(around).sha256())
                .isEqualTo(ModelMetadata.of(model).sha256());
    }

    @Test
    void externalDataBeyondTwoGibibytesAreNeitherMappedNorRead() throws IOException {
        long elements = (3L << 30) / Float.BYTES;
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("w.bin").toFile(), "rw")) {
            sparse.setLength(elements * Float.BYTES);
        }

        ModelMetadata model = ModelMetadata.of(write(OnnxModels.external("w.bin", 0, elements)));

        assertThat(model.parameters()).isEqualTo(elements);
        assertThat(model.bytes()).isGreaterThan(3L << 30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "/etc/passwd",
                "a/../../passwd",
                "..\\..\\windows",
                "C:\\windows\\x",
                "\\\\server\\x",
                "a\0b",
                ""
            })
    void weightsElsewhereAreRefused(String location) throws IOException {
        refused(write(OnnxModels.external(location, 0, 2)), "outside of the model's folder");
    }

    @Test
    void aLinkThatLeadsOutIsRefusedAndOneWithinIsNot(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.write(elsewhere.resolve("secret"), new byte[8]);
        Files.createSymbolicLink(folder.resolve("out.bin"), secret);
        refused(write(OnnxModels.external("out.bin", 0, 2)), "outside of the model's folder");

        Files.write(folder.resolve("real.bin"), new byte[8]);
        Files.createSymbolicLink(folder.resolve("in.bin"), folder.resolve("real.bin"));
        assertThat(ModelMetadata.of(write(OnnxModels.external("in.bin", 0, 2))).externalData())
                .hasSize(1);
    }

    @Test
    void dataThatTheFileDoesNotHaveAreRefused() throws IOException {
        refused(write(OnnxModels.external("w.bin", 0, 2)), "'w.bin' is missing");
        Files.write(folder.resolve("w.bin"), new byte[8]);
        refused(write(OnnxModels.external("w.bin", 4, 2)), "which has 8");
        refused(write(OnnxModels.external("w.bin", -4, 2)), "where a number of bytes belongs");
        ModelProto.Builder longer = OnnxModels.external("w.bin", 0, 2);
        longer.getGraphBuilder().getInitializerBuilder(0).setDims(0, 3);
        refused(write(longer), "needs 12 bytes and has 8");
        longer.getGraphBuilder()
                .getInitializerBuilder(0)
                .setDims(0, Long.MAX_VALUE)
                .addDims(4);
        refused(write(longer), "a shape that cannot be");
    }

    @Test
    void graphsThatCannotBeComputedAreRefused() throws IOException {
        refused(write(OnnxModels.cyclic()), "cyclic: 2 of its nodes");

        ModelProto.Builder twice = OnnxModels.classifier();
        twice.getGraphBuilder().addNode(OnnxModels.node("Identity", "logits", "kept3"));
        refused(write(twice), "two of its nodes compute 'logits'");

        ModelProto.Builder silent = OnnxModels.classifier();
        silent.getGraphBuilder().clearOutput();
        refused(write(silent), "no output");
    }

    @Test
    void nodesInAnyOrderAreTaken() throws IOException {
        ModelProto.Builder model = OnnxModels.classifier();
        java.util.List<ai.onnx.proto.OnnxMl.NodeProto> nodes =
                new java.util.ArrayList<>(model.getGraph().getNodeList());
        java.util.Collections.reverse(nodes);
        model.getGraphBuilder().clearNode().addAllNode(nodes);

        assertThat(ModelMetadata.of(write(model)).operators()).isNotEmpty();
    }

    @Test
    void otherFilesAreRefusedInOneLine() throws IOException {
        refused(folder, "it is a folder");
        refused(folder.resolve("absent.onnx"), "no such file");
        refused(Files.write(folder.resolve("empty.onnx"), new byte[0]), "it is empty");
        refused(Files.writeString(folder.resolve("page.onnx"), "<!doctype html><script>"), "no ONNX model");
        refused(Files.write(folder.resolve("m.pt"), new byte[9]), "neither .onnx nor .tflite");
        byte[] other = TfliteModels.classifier();
        other[7] = '2';
        refused(Files.write(folder.resolve("old.tflite"), other), "no identifier TFL3");
        refused(Files.write(folder.resolve("short.tflite"), new byte[5]), "no identifier TFL3");
        Path strange = Files.writeString(folder.resolve("a\nb\u001b[31m<script>.onnx"), "x");
        assertThatThrownBy(() -> ModelMetadata.of(strange))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageNotContainingAny("\n", "\u001b")
                .hasMessageStartingWith("a\\u000ab\\u001b[31m<script>.onnx: ");
    }

    @Test
    void onnxFilesCutAnywhereAreRefused() throws IOException {
        byte[] whole = OnnxModels.classifier().build().toByteArray();
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
            assertThatThrownBy(() -> ModelMetadata.of(Files.write(folder.resolve("cut.onnx"), cut)))
                    .as("cut at %s", cut.length)
                    .isInstanceOf(UnreadableFileException.class);
        }
    }

    @Test
    void damagedBytesNeverEndInAnythingButARefusal() throws IOException {
        byte[] onnx = OnnxModels.classifier().build().toByteArray();
        byte[] tflite = TfliteModels.classifier();
        Random random = new Random(20261123);
        for (int i = 0; i < 1000; i++) {
            readsOrRefuses("m.onnx", damaged(onnx, 0, random));
            readsOrRefuses("m.tflite", damaged(tflite, 8, random));
        }
    }

    @Test
    void offsetsBeyondTheEndOfATensorFlowLiteFileAreRefused() throws IOException {
        byte[] model = TfliteModels.classifier();
        int root = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN).putInt(0, root + 0x10000000);
        refused(Files.write(folder.resolve("m.tflite"), model), "an offset in it leads nowhere");
    }

    private void readsOrRefuses(String name, byte[] bytes) throws IOException {
        try {
            assertThat(ModelMetadata.of(Files.write(folder.resolve(name), bytes))
                            .outputs())
                    .isNotEmpty();
        } catch (UnreadableFileException refused) {
            assertThat(refused).message().doesNotContain("\n");
        }
    }

    private static byte[] damaged(byte[] whole, int from, Random random) {
        byte[] bytes = whole.clone();
        for (int count = random.nextInt(4) + 1; count > 0; count--) {
            bytes[from + random.nextInt(bytes.length - from)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static void refused(Path file, String cause) {
        assertThatThrownBy(() -> ModelMetadata.of(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining(cause)
                .hasMessageNotContaining("\n");
    }

    private Path write(ModelProto.Builder model) throws IOException {
        return Files.write(
                Files.createTempFile(folder, "model", ".onnx"), model.build().toByteArray());
    }
}
