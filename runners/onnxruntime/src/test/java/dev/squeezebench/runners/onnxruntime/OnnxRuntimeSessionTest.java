package dev.squeezebench.runners.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxRuntimeSessionTest {
    private final OnnxRuntimeRunner runner = EmittedModels.RUNNER;
    private final Path folder;

    OnnxRuntimeSessionTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void wrongInputsAreRefusedByName() throws Exception {
        try (Session session = runner.open(EmittedModels.request(SmallModels.add(folder)))) {
            Tensor a = tensor("a", ElementType.FLOAT32, 1, 2);
            Tensor b = tensor("b", ElementType.FLOAT32, 1, 2);
            refused(session, "input 'b' is missing", a);
            refused(session, "the model has no input 'c', only a, b", a, b, tensor("c", ElementType.FLOAT32, 1, 2));
            refused(session, "input 'a' is given twice", a, a, b);
            refused(
                    session,
                    "input 'b' is of type float32 and was given int64",
                    a,
                    tensor("b", ElementType.INT64, 1, 2));
            refused(
                    session,
                    "input 'b' is of shape [rows, 2] and was given [1, 3]",
                    a,
                    tensor("b", ElementType.FLOAT32, 1, 3));
            refused(
                    session,
                    "input 'b' is of shape [rows, 2] and was given [2]",
                    a,
                    tensor("b", ElementType.FLOAT32, 2));
            refused(
                    session,
                    "input 'b' is of shape [rows, 2] and was given [4, 2]",
                    a,
                    tensor("b", ElementType.FLOAT32, 4, 2));
        }
    }

    @Test
    void outputsNeedAnInference() throws Exception {
        try (Session session = runner.open(EmittedModels.request(SmallModels.add(folder)))) {
            session.bind(List.of(tensor("a", ElementType.FLOAT32, 1, 2), tensor("b", ElementType.FLOAT32, 1, 2)));
            assertThatThrownBy(session::outputs).isInstanceOf(RunnerException.class);
            session.invoke();
            assertThat(session.outputs()).hasSize(1);
            session.reset();
            assertThatThrownBy(session::outputs).isInstanceOf(RunnerException.class);
        }
    }

    @Test
    void inputsMayBeBoundAgain() throws Exception {
        try (Session session = runner.open(EmittedModels.request(SmallModels.add(folder)))) {
            for (int rows : List.of(1, 5, 2)) {
                Tensor a = tensor("a", ElementType.FLOAT32, rows, 2);
                Tensor b = tensor("b", ElementType.FLOAT32, rows, 2);
                session.bind(List.of(a, b));
                session.reset();
                session.invoke();
                ByteBuffer sum = session.outputs().get(0).data();
                for (int i = 0; i < rows * 2; i++) {
                    assertThat(sum.getFloat(4 * i))
                            .isEqualTo(a.data().getFloat(4 * i) + b.data().getFloat(4 * i));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void everyElementTypeComesOutAsItWentIn(ElementType type) throws Exception {
        Path model = SmallModels.identity(folder, onnx(type));
        try (Session session = runner.open(EmittedModels.request(model))) {
            assertThat(session.info().inputs().get(0).type()).isEqualTo(type);
            Tensor x = tensor("x", type, 3, 2);
            session.bind(List.of(x));
            session.invoke();
            Tensor y = session.outputs().get(0);
            assertThat(y.type()).isEqualTo(type);
            assertThat(y.shape()).isEqualTo(x.shape());
            assertThat(y.data()).isEqualTo(x.data());
        }
    }

    /** Each result is 4 MB, more than the allocator keeps back for itself: 300 that stayed open would be 1.2 GB. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void resultsDoNotPileUp() throws Exception {
        try (Session session = runner.open(EmittedModels.request(SmallModels.add(folder)))) {
            Tensor a = tensor("a", ElementType.FLOAT32, 1 << 19, 2);
            session.bind(List.of(a, tensor("b", ElementType.FLOAT32, 1 << 19, 2)));
            session.invoke();
            long before = residentBytes();
            for (int i = 0; i < 300; i++) {
                session.reset();
                session.invoke();
            }
            assertThat(residentBytes() - before).isLessThan(100L << 20);
        }
    }

    private static long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }

    private static void refused(Session session, String message, Tensor... inputs) {
        assertThatThrownBy(() -> session.bind(List.of(inputs)))
                .isInstanceOf(RunnerException.class)
                .hasMessage(message);
    }

    /** Small positive integers in every byte: finite in every float type, and 0 or 1 for BOOL. */
    private static Tensor tensor(String name, ElementType type, int... shape) {
        List<Long> sizes =
                java.util.Arrays.stream(shape).mapToObj(Long::valueOf).toList();
        byte[] bytes = new byte[Math.toIntExact(Tensor.elements(sizes)) * type.bytes()];
        Random random = new Random(name.hashCode());
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(type == ElementType.BOOL ? 2 : 60);
        }
        return new Tensor(name, type, sizes, ByteBuffer.wrap(bytes));
    }

    private static DataType onnx(ElementType type) {
        return switch (type) {
            case FLOAT32 -> DataType.FLOAT;
            case FLOAT64 -> DataType.DOUBLE;
            default -> DataType.valueOf(type.name());
        };
    }
}
