package dev.squeezebench.measure.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.measure.trial.FakeRuntime;
import java.lang.management.ManagementFactory;
import java.nio.file.Paths;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuringLoopTest {
    private final FakeClock clock = FakeClock.withCpu();
    private final FakeRuntime runtime = new FakeRuntime(clock, n -> 1_000 + n);
    private final MeasuringLoop loop = new MeasuringLoop(clock);

    @Test
    void timesTheInvocationAloneAndReleasesTheLastOneBefore() throws Exception {
        Recorder recorder = loop.recorder(1);
        for (int i = 0; i < 3; i++) {
            loop.invoke(runtime, recorder);
        }

        assertThat(recorder.ns(0).toArray()).containsExactly(1_000, 1_001, 1_002);
        assertThat(recorder.samples(0).cpuNs().toArray()).containsExactly(2_000, 2_002, 2_004);
        assertThat(runtime.calls).containsExactly("reset", "invoke", "reset", "invoke", "reset", "invoke");
    }

    /** A reset takes 333 ns, reading the CPU clock before and after an invocation 300 ns each. */
    @Test
    void recordsWhenAndWhereEachInvocationBeganOutsideOfWhatIsTimed() throws Exception {
        Recorder recorder = loop.recorder(1);
        for (int i = 0; i < 3; i++) {
            loop.invoke(runtime, recorder);
        }

        assertThat(recorder.samples(0).startNs().toArray()).containsExactly(1_633, 3_566, 5_500);
        assertThat(recorder.samples(0).processors().toArray()).containsExactly(1, 3, 5);
        assertThat(recorder.samples(2).processors().toArray()).containsExactly(5);
    }

    @Test
    void withoutACpuClockRecordsNoCpuTimes() throws Exception {
        FakeClock wallOnly = FakeClock.wallOnly();
        MeasuringLoop bare = new MeasuringLoop(wallOnly);
        Recorder recorder = bare.recorder(1);
        bare.invoke(new FakeRuntime(wallOnly, n -> 9), recorder);
        bare.invoke(new FakeRuntime(wallOnly, n -> 9), recorder);

        assertThat(recorder.ns(0).toArray()).containsExactly(9, 9);
        assertThat(recorder.samples(0).cpuNs().isEmpty()).isTrue();
        assertThat(recorder.samples(0).processors().isEmpty()).isTrue();
    }

    @Test
    void timesTheOpening() throws Exception {
        SessionRequest request = new SessionRequest(Paths.get("m"), "cpu", 1, Map.of(), Map.of());
        Timing timing = loop.open(runtime, request).timing();

        assertThat(timing.ns()).isEqualTo(FakeRuntime.LOAD_NS);
        assertThat(timing.cpuNs()).hasValue(2 * FakeRuntime.LOAD_NS);
    }

    @Test
    void recordingAllocatesNothingWhileThereIsRoom() throws Exception {
        Recorder recorder = loop.recorder(20_000);
        QuietSession session = new QuietSession();
        for (int i = 0; i < 10_000; i++) {
            loop.invoke(session, recorder);
        }
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            loop.invoke(session, recorder);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        // One object of 16 bytes a call would be 160 000.
        assertThat(allocated).isLessThan(16_000);
    }

    /** A session that does nothing, and so allocates nothing. */
    private static final class QuietSession implements Session {
        @Override
        public SessionInfo info() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void bind(List<Tensor> inputs) {}

        @Override
        public void reset() {}

        @Override
        public void invoke() {}

        @Override
        public List<Tensor> outputs() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
