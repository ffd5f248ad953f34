package dev.squeezebench.workloads.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.TensorInfo;
import dev.squeezebench.workloads.Goldens;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model's inputs and outputs out of a user's file. */
class GivenTensorsTest {
    private static final Network TINY =
            Objects.requireNonNull(Networks.builtIn().get("bert-tiny"));

    private final Path folder;

    GivenTensorsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private TensorFile file(Tensor... tensors) throws IOException {
        Path path = folder.resolve("io.safetensors");
        Safetensors.write(path, List.of(tensors));
        return TensorFile.open(path);
    }

    private static Tensor integers(String name, ElementType type, List<Long> shape, long... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (type.bytes()) {
                case 1 -> data.put((byte) value);
                case 4 -> data.putInt((int) value);
                default -> data.putLong(value);
            }
        }
        return new Tensor(name, type, shape, data.flip());
    }

    private static Tensor doubles(String name, List<Long> shape, double... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            data.putDouble(value);
        }
        return new Tensor(name, ElementType.FLOAT64, shape, data.flip());
    }

    @Test
    void theArchiveOfNumpyGivesTheSameInputsAndOutputsAsTheGoldenItWasMadeOf() throws IOException {
        Path npz = Path.of(
                System.getProperty("root.dir"), "harness/workloads/src/test/resources/npz/squeezebert-mlm-zip.npz");
        TensorFile archive = TensorFile.open(npz);
        TensorFile golden =
                TensorFile.open(Goldens.folder("squeezebert-mlm-zip").resolve("io.safetensors"));
        GivenInputs inputs = GivenInputs.of(golden, NetworkTensors.inputs());

        assertThat(GivenInputs.of(archive, NetworkTensors.inputs())).isEqualTo(inputs);
        assertThat(inputs.sizes()).isEqualTo(Map.of("batch", 3L, "sequence", 17L));
        GivenOutputs outputs = GivenOutputs.of(golden, NetworkTensors.outputs(TINY), inputs);
        assertThat(GivenOutputs.of(archive, NetworkTensors.outputs(TINY), inputs))
                .isEqualTo(outputs);
        assertThat(outputs.tensors()).extracting(Tensor::name).containsExactly("last_hidden_state", "pooler_output");
        assertThat(outputs.tensors()).extracting(Tensor::type).containsOnly(ElementType.FLOAT64);
        assertThat(outputs.absent()).isEmpty();
    }

    @Test
    void everyMissingInputIsListedAndNoneIsMadeUp() throws IOException {
        TensorFile file = file(integers("input_ids", ElementType.INT64, List.of(1L, 1L), 1));

        assertThatThrownBy(() -> GivenInputs.of(file, NetworkTensors.inputs()))
                .hasMessage("io.safetensors: lacks the inputs 'attention_mask', 'token_type_ids'; it has 'input_ids';"
                        + " save every input of the model under its name");
    }

    @Test
    void inputsThatDoNotFitEachOtherAreRefusedWithBothShapes() throws IOException {
        TensorFile file = file(
                integers("input_ids", ElementType.INT64, List.of(1L, 2L), 1, 2),
                integers("attention_mask", ElementType.INT64, List.of(1L, 1L), 1),
                integers("token_type_ids", ElementType.INT64, List.of(1L, 2L), 0, 0));

        assertThatThrownBy(() -> GivenInputs.of(file, NetworkTensors.inputs()))
                .hasMessageContaining("'attention_mask' has shape [1, 1], and the model wants [1, 2]");
    }

    @Test
    void anOutputOfAnotherModelIsRefused() throws IOException {
        TensorFile file = file(doubles("last_hidden_state", List.of(1L, 1L, 2L), 1, 2));
        GivenInputs inputs = new GivenInputs(List.of(), Map.of("batch", 1L, "sequence", 1L));

        assertThatThrownBy(() -> GivenOutputs.of(file, NetworkTensors.outputs(TINY), inputs))
                .hasMessageContaining("'last_hidden_state' has shape [1, 1, 2], and the model wants [1, 1, 64]");
    }

    @Test
    void anExpectationOfOneOutputIsEnoughAndTheOtherIsNamed() throws IOException {
        TensorFile file = file(doubles("pooler_output", List.of(1L, 64L), new double[64]));
        GivenInputs inputs = new GivenInputs(List.of(), Map.of("batch", 1L, "sequence", 1L));

        assertThat(GivenOutputs.of(file, NetworkTensors.outputs(TINY), inputs).absent())
                .containsExactly("last_hidden_state");
        assertThatThrownBy(() -> GivenOutputs.of(file, NetworkTensors.states(TINY), inputs))
                .hasMessageContaining(
                        "has none of the outputs 'hidden_states.0', 'hidden_states.1', 'hidden_states.2'");
    }

    @ParameterizedTest
    @CsvSource({
        "INT64, INT32, 2147483647, true",
        "INT64, INT32, 2147483648, false",
        "INT32, INT8, -128, true",
        "INT32, INT8, -129, false",
        "INT32, UINT8, 255, true",
        "INT32, UINT8, -1, false",
        "INT64, BOOL, 1, true",
        "INT64, BOOL, 2, false",
        "INT64, FLOAT32, 16777216, true",
        "INT64, FLOAT32, 16777217, false",
        "INT64, FLOAT64, 9223372036854775807, false",
        "UINT8, INT64, 200, true"
    })
    void integersBecomeAnotherTypeOnlyWhereNothingIsLost(ElementType from, ElementType to, long value, boolean kept) {
        Tensor tensor = integers("x", from, List.of(1L), value);
        if (kept) {
            Tensor converted = ExactConversion.convert(tensor, to);
            assertThat(converted.type()).isEqualTo(to);
            assertThat(ExactConversion.convert(new Tensor("x", from, List.of(1L), tensor.data()), ElementType.FLOAT64))
                    .isEqualTo(ExactConversion.convert(converted, ElementType.FLOAT64));
        } else {
            assertThatThrownBy(() -> ExactConversion.convert(tensor, to)).hasMessageContaining("element 0");
        }
    }

    @Test
    void wholeNumbersOfAFloatingPointTypeBecomeIntegersAndTheFirstFractionIsNamed() {
        assertThat(ExactConversion.convert(doubles("ids", List.of(2L), 1, -7), ElementType.INT64))
                .isEqualTo(integers("ids", ElementType.INT64, List.of(2L), 1, -7));
        for (double value : new double[] {1.5, Double.NaN, Double.POSITIVE_INFINITY, 0x1p63, 1e300}) {
            assertThatThrownBy(() -> ExactConversion.convert(doubles("ids", List.of(2L), 1, value), ElementType.INT64))
                    .hasMessage("is float64, and the model wants int64, which has no " + value + " (element 1)");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT16, 65504, true",
        "FLOAT16, 65505, false",
        "FLOAT16, 0.1, false",
        "FLOAT16, -0.25, true",
        "BFLOAT16, 256, true",
        "BFLOAT16, 257, false",
        "BFLOAT16, -1.5, true",
        "BFLOAT16, 1e300, false",
        "BOOL, 1, true",
        "BOOL, 2, false",
        "UINT8, 255, true",
        "UINT8, 256, false"
    })
    void doublesBecomeNarrowTypesWhereTheyHaveTheValue(ElementType to, double value, boolean kept) {
        Tensor tensor = doubles("x", List.of(1L), value);
        if (kept) {
            assertThat(ExactConversion.convert(ExactConversion.convert(tensor, to), ElementType.FLOAT64))
                    .isEqualTo(tensor);
        } else {
            assertThatThrownBy(() -> ExactConversion.convert(tensor, to)).hasMessageContaining("which has no " + value);
        }
    }

    @Test
    void aDoubleThatAFloatHasNotIsNotRoundedAndNotANumberStaysNone() {
        Tensor third = doubles("x", List.of(1L), 1.0 / 3);
        Tensor none = doubles("x", List.of(2L), Double.NaN, Double.POSITIVE_INFINITY);

        assertThatThrownBy(() -> ExactConversion.convert(third, ElementType.FLOAT32))
                .hasMessage("is float64, and the model wants float32, which has no " + 1.0 / 3 + " (element 0)");
        ByteBuffer kept = ExactConversion.convert(none, ElementType.FLOAT32).data();
        assertThat(kept.getFloat()).isNaN();
        assertThat(kept.getFloat()).isInfinite();
    }

    @Test
    void fixedAxesAndAxesWithoutANameAreHonoured() throws IOException {
        TensorInfo info = new TensorInfo(
                "x",
                ElementType.INT32,
                List.of(
                        new TensorInfo.Dimension(OptionalLong.of(2), Optional.empty()),
                        new TensorInfo.Dimension(OptionalLong.empty(), Optional.empty())));
        TensorFile fits = file(integers("x", ElementType.INT64, List.of(2L, 1L), 7, 8));
        assertThat(GivenInputs.of(fits, List.of(info)).tensors())
                .containsExactly(integers("x", ElementType.INT32, List.of(2L, 1L), 7, 8));

        TensorFile other = file(integers("x", ElementType.INT64, List.of(1L, 2L), 7, 8));
        assertThatThrownBy(() -> GivenInputs.of(other, List.of(info)))
                .hasMessageContaining("has shape [1, 2], and the model wants [2, any]");
    }
}
