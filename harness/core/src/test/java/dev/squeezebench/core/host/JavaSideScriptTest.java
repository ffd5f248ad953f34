package dev.squeezebench.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.core.trial.FakeRunner;
import dev.squeezebench.measure.loop.Clock;
import dev.squeezebench.measure.loop.MeasuringLoop;
import dev.squeezebench.measure.loop.WarmUpLimits;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.trial.TrialRequest;
import dev.squeezebench.records.JavaSide;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaSideScriptTest {
    private final Path folder;

    JavaSideScriptTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private TrialRequest request() throws Exception {
        Path inputs = folder.resolve("inputs.safetensors");
        Safetensors.write(inputs, List.of(new Tensor("x", ElementType.FLOAT32, List.of(1L), ByteBuffer.allocate(4))));
        return new TrialRequest(
                "fake",
                new SessionRequest(folder.resolve("model"), "cpu", 1, Map.of(), Map.of()),
                inputs,
                new WarmUpLimits(0, 1, 0, 1),
                1,
                1,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    private JavaSide seen(Optional<Path> nullModel, Optional<JavaSideScript.NativeMemory> memory) throws Exception {
        return new JavaSideScript(request(), nullModel, 10)
                .run(new FakeRunner(), new MeasuringLoop(Clock.wallOnly()), memory, Map.of("other", "reason"));
    }

    @Test
    void everyReadingAndEveryInvocationIsThere() throws Exception {
        AtomicLong bytes = new AtomicLong(4_400);

        JavaSide side = seen(Optional.of(folder.resolve("null")), Optional.of(() -> bytes.getAndAdd(300)));

        LongPredicate aMillisecond = ns -> ns >= 1_000_000;
        assertThat(side.invocationNs().stream().toArray()).hasSize(10);
        assertThat(side.invocationNs().stream()).allMatch(aMillisecond::test);
        assertThat(side.nullModelNs().size()).isEqualTo(200);
        assertThat(side.nativeBytes().toArray())
                .containsExactly(5000, 5300, 5600, 5900, 6200, 6500, 6800, 7100, 7400, 7700, 8000);
        // The first two are of what is allocated once.
        assertThat(side.nativeControlBytes().size()).isEqualTo(11);
        // So many of a millisecond, or less on a busy machine, fill 20 ms.
        assertThat(side.nativeBlock()).isBetween(1, 19);
        assertThat(side.allocatedBytes()).isPresent();
        assertThat(side.absent()).containsOnlyKeys("other", "cpu_ns");
    }

    @Test
    void whatCannotBeHadHasAReason() throws Exception {
        JavaSide side = seen(Optional.empty(), Optional.empty());

        assertThat(side.nullModelNs().isEmpty()).isTrue();
        assertThat(side.nativeBytes().isEmpty()).isTrue();
        assertThat(side.absent()).containsKeys("null_model_ns", "other");
    }
}
