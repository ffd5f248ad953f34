package dev.squeezebench.runners.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import dev.squeezebench.measure.runner.GraphArithmetic;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.FlopShare;
import dev.squeezebench.records.Warning;
import dev.squeezebench.workloads.SeededWeights;
import dev.squeezebench.workloads.cost.NetworkCost;
import dev.squeezebench.workloads.model.InputShapes;
import dev.squeezebench.workloads.model.TfliteArithmetic;
import dev.squeezebench.workloads.network.Network;
import dev.squeezebench.workloads.network.Networks;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.schema.TensorType;

final class TfliteRunnerTest {
    private static final int SEQUENCE_LENGTH = 8;

    private final Path folder;

    TfliteRunnerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aSessionSaysWhatItRunsOn() throws IOException, RunnerException {
        try (Session session = open(tiny(), "xnnpack", 2, Map.of())) {
            assertThat(session.info().runtime().version()).isEqualTo("2.21.0");
            assertThat(session.info().runtime().build()).startsWith("schema 3, ");
            assertThat(session.info().acceleration().requested()).isEqualTo("xnnpack");
            assertThat(session.info().acceleration().obtained()).contains("xnnpack");
            // Two embedding tables and the cast of the mask are integers, which XNNPACK leaves alone.
            assertThat(session.info().acceleration().placement()).containsEntry("builtin", 3);
            assertThat(session.info().settings())
                    .containsExactlyInAnyOrderEntriesOf(Map.of("threads", "2", "allow-float16", "false"));
            assertThat(session.info().inputs())
                    .extracting(input -> input.name() + ' ' + input.type().word())
                    .containsExactly("input_ids int32", "attention_mask int32", "token_type_ids int32");
            assertThat(session.info().outputs())
                    .extracting(output -> output.name() + ' ' + output.type().word())
                    .containsExactly("last_hidden_state float32", "pooler_output float32");
            assertThat(session.info().warnings()).isEmpty();
        }
    }

    @Test
    void everyNodeOfTheFileIsCountedOnceUnderEachAcceleration() throws IOException, RunnerException {
        Path model = tiny();
        try (Session xnnpack = open(model, "xnnpack", 1, Map.of());
                Session builtin = open(model, "builtin", 1, Map.of())) {
            int nodes = xnnpack.info().acceleration().placement().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            assertThat(builtin.info().acceleration().placement()).isEqualTo(Map.of("builtin", nodes));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"conv", "split", "batched-matmul"})
    void theArithmeticOfItsNodesIsTheNetworks(String lowering) throws IOException, RunnerException {
        Network network = Objects.requireNonNull(Networks.builtIn().get("squeezebert-tiny"));
        Path file = TestModels.write(
                folder.resolve("cost.tflite"), network, new SeededWeights(1), lowering, 1, SEQUENCE_LENGTH);
        double flop = NetworkCost.of(network, 1, SEQUENCE_LENGTH).flop();
        try (LoadedModel model = LoadedModel.open(file, Kernels.XNNPACK, new Settings(1), Map.of())) {
            Placement placement = Placement.of(model.interpreter());
            assertThat(placement.delegatedFlop()).isEqualTo(flop);
            assertThat(placement.builtinFlop()).isZero();
            assertThat(placement.use(Kernels.XNNPACK).flopShare()).contains(FlopShare.exactly(1));
            // Who is told only how many nodes XNNPACK took, and in how many parts, knows it from the file.
            GraphArithmetic read = TfliteArithmetic.of(file, new InputShapes(Map.of(), Map.of()))
                    .orElseThrow();
            assertThat(read.nodes()).isEqualTo(placement.delegated() + placement.builtin());
            assertThat((double) read.flop().stream().sum()).isEqualTo(flop);
            assertThat(read.share(placement.delegated(), parts(model)))
                    .as("it may be the pooler at the end that was left, which is small, and no product before it")
                    .hasValueSatisfying(share -> {
                        assertThat(share.most()).isEqualTo(1);
                        assertThat(share.least()).isBetween(.98, 1.0);
                    });
        }
        try (LoadedModel model = LoadedModel.open(file, Kernels.BUILTIN, new Settings(1), Map.of())) {
            assertThat(Placement.of(model.interpreter()).builtinFlop()).isEqualTo(flop);
        }
    }

    /** As its log counts them: neighbours in the plan that are alike are one part. */
    private static int parts(LoadedModel model) {
        int parts = 0;
        boolean wasBuiltin = false;
        for (int index : Indices.of(model.interpreter().execution_plan())) {
            boolean isBuiltin =
                    model.interpreter().node_and_registration(index).first().delegate() == null;
            parts += isBuiltin && wasBuiltin ? 0 : 1;
            wasBuiltin = isBuiltin;
        }
        return parts;
    }

    @Test
    void aDelegateThatDidNotDoNearlyAllIsPartial() {
        Placement half = new Placement(10, 180, 94, 6);
        assertThat(half.use(Kernels.XNNPACK).flopShare()).contains(FlopShare.exactly(0.94));
        assertThat(half.warnings(Kernels.XNNPACK)).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("partial");
            assertThat(warning.message()).isEqualTo("xnnpack took 10 of 190 nodes and 94.0% of the arithmetic");
        });
        assertThat(new Placement(10, 180, 95, 5).warnings(Kernels.XNNPACK)).isEmpty();
    }

    @Test
    void aGraphThatXnnpackTakesNothingOfSaysSo() throws IOException, RunnerException {
        try (Session session = open(write(ProbeModel.add(TensorType.INT64, 2)), "xnnpack", 1, Map.of())) {
            assertThat(session.info().acceleration().obtained()).contains("builtin");
            assertThat(session.info().acceleration().placement()).isEqualTo(Map.of("builtin", 1));
            assertThat(session.info().warnings()).extracting(Warning::code).containsExactly("not_accelerated");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gpu, '', no GPU delegate",
        "nnapi, '', does not tell what the delegate took",
        "npu, '', tflite has no acceleration 'npu'",
        "xnnpack, fast, 'tflite has no options, and no option'",
    })
    void whatItDoesNotHaveIsAnAnswerAndNotAFailure(String acceleration, String option, String reason) {
        Map<String, String> options = option.isEmpty() ? Map.of() : Map.of(option, "maybe");
        assertThatThrownBy(() -> open(tiny(), acceleration, 1, options))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xnnpack", "builtin"})
    void aModelThatCannotBeAllocatedInTheSizesOfTheFileIsOpenedInThoseOfItsInputs(String acceleration)
            throws IOException, RunnerException {
        Path model = write(ProbeModel.reshape());
        SessionRequest request = new SessionRequest(model, acceleration, 1, Map.of(), Map.of());
        Tensor x = new Tensor("x", ElementType.FLOAT32, List.of(6L), ByteBuffer.allocate(6 * Float.BYTES));
        assertThatThrownBy(() -> new TfliteRunner().open(request)).hasMessageContaining("AllocateTensors failed");
        try (Session session = new TfliteRunner().open(request.with(List.of(x)))) {
            session.bind(List.of(x));
            session.invoke();
            assertThat(session.outputs().get(0).shape()).containsExactly(2L, 3L);
        }
    }

    @Test
    void anOperatorThatIsNotTensorFlowLitesIsUnsupportedByItsName() throws IOException {
        assertThatThrownBy(() -> open(write(ProbeModel.custom("Convolution2DTransposeBias")), "builtin", 1, Map.of()))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessage("the model uses operators that are not part of TensorFlow Lite:"
                        + " Convolution2DTransposeBias; use a model without them");
    }

    @Test
    void theTimedCallAllocatesNothingOnTheHeap() throws IOException, RunnerException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Session session = open(write(ProbeModel.bytes()), "xnnpack", 1, Map.of())) {
            session.bind(List.of(floats("x", 1, 4)));
            session.invoke();
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                session.reset();
                session.invoke();
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
        }
    }

    @Test
    void threadsAreStartedAsAskedFor() throws IOException, RunnerException {
        assumeThat(new File("/proc/self/task")).exists();
        Path model = tiny();
        int before = tasks();
        try (Session one = open(model, "xnnpack", 1, Map.of())) {
            assertThat(one.info().settings()).containsEntry("threads", "1");
            int withOne = tasks();
            try (Session four = open(model, "xnnpack", 4, Map.of())) {
                assertThat(four.info().settings()).containsEntry("threads", "4");
                assertThat(withOne - before).isLessThan(3);
                assertThat(tasks() - withOne).isGreaterThanOrEqualTo(3);
            }
        }
    }

    @Test
    void anAxisWithoutASizeTakesTheInputs() throws IOException, RunnerException {
        try (Session session = open(write(ProbeModel.add(TensorType.FLOAT32, -1, 4)), "xnnpack", 1, Map.of())) {
            assertThat(session.info().inputs().get(0).dimensions().get(0).size())
                    .isEmpty();
            session.bind(List.of(floats("x", 3, 4)));
            session.invoke();
            Tensor output = session.outputs().get(0);
            assertThat(output.shape()).containsExactly(3L, 4L);
            assertThat(output.data().asFloatBuffer().get(11)).isEqualTo(22f);
        }
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                TensorType.BOOL,
                TensorType.INT8,
                TensorType.UINT8,
                TensorType.INT16,
                TensorType.INT32,
                TensorType.INT64,
                TensorType.FLOAT16,
                TensorType.FLOAT32,
                TensorType.FLOAT64,
            })
    void everyElementTypeGoesInAndComesOut(byte type) throws IOException, RunnerException {
        try (Session session = open(write(ProbeModel.identity(type, 5)), "builtin", 1, Map.of())) {
            ElementType declared = session.info().inputs().get(0).type();
            assertThat(declared.word()).isEqualTo(TensorType.name(type).toLowerCase(java.util.Locale.ROOT));
            ByteBuffer data = ByteBuffer.allocate(5 * declared.bytes());
            for (int i = 0; i < data.capacity(); i++) {
                data.put(i, (byte) (i % 2));
            }
            session.bind(List.of(new Tensor("x", declared, List.of(5L), data)));
            session.invoke();
            assertThat(session.outputs().get(0).data()).isEqualTo(data.order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    @Test
    void textIsUnsupported() throws IOException {
        Path model = write(ProbeModel.identity(TensorType.STRING, 1));
        assertThatThrownBy(() -> open(model, "builtin", 1, Map.of()))
                .isInstanceOf(UnsupportedByRunnerException.class)
                .hasMessageContaining("tensor 'x' has TensorFlow Lite's type 5");
    }

    @Test
    void inputsThatDoNotFitAreRefusedByName() throws IOException, RunnerException {
        try (Session session = open(write(ProbeModel.bytes()), "xnnpack", 1, Map.of())) {
            assertThatThrownBy(() -> session.bind(List.of(floats("z", 1, 4))))
                    .hasMessage("the model's inputs are 'x' and not 'z'");
            assertThatThrownBy(() -> session.bind(List.of())).hasMessage("the model's inputs are 'x' and not ''");
            assertThatThrownBy(() -> session.bind(List.of(floats("x", 4, 1))))
                    .hasMessage("input 'x' has shape [1, 4] and not [4, 1]");
            assertThatThrownBy(() -> session.bind(List.of(longs("x", 1, 2, 3, 4))))
                    .hasMessage("input 'x' is float32 and not int64");
        }
    }

    @Test
    void int64InputsAreNarrowedWhereThatIsExact() throws IOException, RunnerException {
        try (Session session = open(write(ProbeModel.add(TensorType.INT32, 1, 2)), "builtin", 1, Map.of())) {
            session.bind(List.of(longs("x", -3, 1 << 20)));
            session.invoke();
            assertThat(session.outputs().get(0).data().asIntBuffer().get(0)).isEqualTo(-6);
            assertThat(session.outputs().get(0).data().asIntBuffer().get(1)).isEqualTo(1 << 21);
            assertThatThrownBy(() -> session.bind(List.of(longs("x", 1, 1L << 40))))
                    .hasMessage("input 'x' has the value 1099511627776, which the model's int32 has not");
        }
    }

    @Test
    void aPathMayHoldAnyCharacter() throws IOException, RunnerException {
        Path model = Files.write(folder.resolve("modèle 1.tflite"), ProbeModel.bytes());
        try (Session session = open(model, "builtin", 1, Map.of())) {
            assertThat(session.info().inputs()).hasSize(1);
        }
    }

    private static Session open(Path model, String acceleration, int threads, Map<String, String> options)
            throws RunnerException {
        return new TfliteRunner().open(new SessionRequest(model, acceleration, threads, Map.of(), options));
    }

    private Path tiny() throws IOException {
        Network network = Objects.requireNonNull(Networks.builtIn().get("squeezebert-tiny"));
        return TestModels.write(
                folder.resolve("tiny.tflite"), network, new SeededWeights(1), "conv", 1, SEQUENCE_LENGTH);
    }

    private Path write(byte[] model) throws IOException {
        return Files.write(folder.resolve("small.tflite"), model);
    }

    private static int tasks() {
        return Objects.requireNonNull(new File("/proc/self/task").list()).length;
    }

    private static Tensor floats(String name, long rows, long columns) {
        ByteBuffer data = ByteBuffer.allocate(Math.toIntExact(rows * columns) * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rows * columns; i++) {
            data.putFloat(i * Float.BYTES, i);
        }
        return new Tensor(name, ElementType.FLOAT32, List.of(rows, columns), data);
    }

    private static Tensor longs(String name, long... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        return new Tensor(name, ElementType.INT64, List.of(1L, (long) values.length), data);
    }

    @Test
    void whereTheFolderOfItsLibraryDoesNotPermitCodeAnotherIsTheRemedy() {
        assertThat(TfliteRunner.remedy("libjnitensorflowlite.so: failed to map segment from shared object"))
                .isEqualTo("the folder of its library is mounted noexec: name another cache by XDG_CACHE_HOME=DIR");
        assertThat(TfliteRunner.remedy("no library that loads on plan9-mips")).startsWith("use a distribution");
    }
}
