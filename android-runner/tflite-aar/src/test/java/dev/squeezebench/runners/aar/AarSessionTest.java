package dev.squeezebench.runners.aar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.tensor.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Against an interpreter that adds 1 to each number, and advances the buffers as the Java API does. */
class AarSessionTest {
    private static final TensorInfo IN = info("in");
    private static final TensorInfo OUT = info("out");

    private boolean closed;

    private final Engine addsOne = new Engine() {
        @Override
        public List<TensorInfo> inputs() {
            return List.of(IN);
        }

        @Override
        public List<TensorInfo> outputs() {
            return List.of(OUT);
        }

        @Override
        public void run(List<ByteBuffer> inputs, List<ByteBuffer> outputs) {
            assertThat(inputs.get(0).isDirect()).isTrue();
            for (int i = 0; i < 2; i++) {
                outputs.get(0).putFloat(inputs.get(0).getFloat() + 1);
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    };

    private final AarSession session = new AarSession(
            addsOne,
            new SessionInfo(
                    new RuntimeInfo("2.16.1", "AAR"),
                    new Placed("gpu", Optional.empty(), Optional.empty()).use(),
                    Map.of(),
                    List.of(IN),
                    List.of(OUT)));

    @Test
    void everyInvocationReadsTheSameInputsAndItsOutputsAreCopied() throws RunnerException {
        session.bind(List.of(tensor("in", 1, 2)));
        List<Tensor> first = List.of();
        for (int i = 0; i < 3; i++) {
            session.reset();
            session.invoke();
            assertThat(floats(session.outputs().get(0))).containsExactly(2f, 3f);
            first = session.outputs();
        }
        session.bind(List.of(tensor("in", 5, 6)));
        session.reset();
        session.invoke();
        assertThat(floats(session.outputs().get(0))).containsExactly(6f, 7f);
        assertThat(floats(first.get(0))).containsExactly(2f, 3f);
        assertThat(session.outputs().get(0).name()).isEqualTo("out");
        session.close();
        assertThat(closed).isTrue();
    }

    @Test
    void whatDoesNotFitTheModelIsNamed() {
        assertThatThrownBy(() -> session.bind(List.of(tensor("other", 1, 2)))).hasMessage("input 'in' is missing");
        assertThatThrownBy(() -> session.bind(List.of())).hasMessage("the model has 1 inputs, and 0 were given");
        Tensor longer = new Tensor("in", ElementType.FLOAT32, List.of(1L, 3L), ByteBuffer.allocateDirect(12));
        assertThatThrownBy(() -> session.bind(List.of(longer)))
                .hasMessage("input 'in' is FLOAT32 [1, 3], and the model takes FLOAT32 [1, 2]");
    }

    private static TensorInfo info(String name) {
        return new TensorInfo(
                name,
                ElementType.FLOAT32,
                List.of(
                        new TensorInfo.Dimension(OptionalLong.of(1), Optional.empty()),
                        new TensorInfo.Dimension(OptionalLong.of(2), Optional.empty())));
    }

    private static Tensor tensor(String name, float first, float second) {
        ByteBuffer data = ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(first).putFloat(second).rewind();
        return new Tensor(name, ElementType.FLOAT32, List.of(1L, 2L), data);
    }

    private static List<Float> floats(Tensor tensor) {
        ByteBuffer data = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return List.of(data.getFloat(0), data.getFloat(4));
    }
}
