package dev.squeezebench.core.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.JvmSpec;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.TrialObserver;
import dev.squeezebench.core.process.Liveness;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmTrialExecutorTest {
    private final Path folder;

    JvmTrialExecutorTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aTrialThatWorksHasSamplesOfEveryPhaseMemoryAndCheckedOutputs() throws Exception {
        Trial trial = execute(Map.of(), 0);

        assertThat(trial.outcome()).isEqualTo(new TrialOutcome.Measured());
        assertThat(trial.samples().loadNs()).isPresent();
        assertThat(trial.samples().firstInferenceNs().orElseThrow()).isGreaterThan(1_000_000);
        assertThat(trial.samples().warmupNs().size()).isGreaterThanOrEqualTo(4);
        assertThat(trial.samples().measureNs().size()).isGreaterThanOrEqualTo(5);
        assertThat(trial.samples().measureCpuNs().size())
                .isEqualTo(trial.samples().measureNs().size());
        assertThat(trial.samples().measureStartNs().size())
                .isEqualTo(trial.samples().measureNs().size());
        assertThat(trial.samples().blocks().size()).isEqualTo(FakeTrials.SETTINGS.blocks());
        assertThat(trial.vm()).hasValueSatisfying(vm -> {
            assertThat(vm.version()).isEqualTo(System.getProperty("java.runtime.version"));
            assertThat(vm.flags()).contains("-Xmx64m");
        });
        assertThat(trial.memory().rssPeakBytes()).isPresent();
        assertThat(trial.memory().heapUsedBytes()).isPresent();
        assertThat(trial.acceleration().obtained()).contains("cpu");
        assertThat(trial.runtime().settings()).containsEntry("threads", "1");
        assertThat(trial.outputCheck()).isInstanceOfSatisfying(OutputCheck.Checked.class, check -> {
            assertThat(check.passed()).isTrue();
            assertThat(check.reference()).isEqualTo("arithmetic");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    throw         | 3    | WARM_UP         | the model has no such layer
                    segfault      | load | LOAD            | the measured process crashed by SIGSEGV in
                    exit          | 3    | WARM_UP         | the measured process ended by itself with exit code 3
                    killed        | 3    | WARM_UP         | the measured process was killed by SIGKILL
                    out_of_memory | 3    | WARM_UP         | out of memory: Java heap space
                    """)
    void aFaultFailsItsTrialWithStageAndCause(String fault, String at, Stage stage, String reason) throws Exception {
        Trial trial = execute(Map.of("fault", fault, "at", at), 0);

        assertThat(trial.outcome()).isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> {
            assertThat(failed.stage()).isEqualTo(stage);
            assertThat(failed.reason()).startsWith(reason);
            assertThat(failed.fromOutside()).isEqualTo(fault.equals("killed"));
        });
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Tag("any-jdk")
    @Test
    void aProcessThatHangsIsKilledWhenItWasSilentForTooLong() throws Exception {
        AtomicBoolean warmingUp = new AtomicBoolean();
        AtomicLong seconds = new AtomicLong();
        TrialListener listener = new TrialListener() {
            @Override
            public void stage(Stage stage, Instant at) {
                warmingUp.set(stage == Stage.WARM_UP);
            }
        };
        // Four seconds pass at each look from then on.
        LongSupplier nanoTime = () -> TimeUnit.SECONDS.toNanos(warmingUp.get() ? seconds.addAndGet(4) : seconds.get());
        JvmTrialExecutor executor = new JvmTrialExecutor(
                "run",
                FakeTrials.SETTINGS,
                TrialObserver.none(),
                listener,
                folder.resolve("scratch"),
                folder.resolve("log.txt"),
                InstantSource.system(),
                nanoTime);

        Trial trial = executor.execute(FakeTrials.arm(folder, Map.of("fault", "spin", "at", "3"), 0), 1, 1);

        assertThat(trial.outcome()).isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> {
            assertThat(failed.stage()).isEqualTo(Stage.WARM_UP);
            assertThat(failed.reason()).startsWith("the measured process wrote nothing for 20 seconds and was killed");
            assertThat(failed.fromOutside()).isFalse();
        });
    }

    @Test
    void aJvmThatDoesNotStartSaysWhy() throws Exception {
        Trial trial = execute(List.of("-Xms64m", "-Xmx32m"));

        assertThat(trial.outcome())
                .isEqualTo(new TrialOutcome.Failed(
                        Stage.START,
                        "the measured process ended by itself with exit code 1: Initial heap size set to a larger value"
                                + " than the maximum heap size"));
    }

    @Test
    void withoutItsNativeLibraryOfClocksATrialGoesOnWithTheWallClock() throws Exception {
        Trial trial = execute(List.of("-Djna.nounpack=true", "-Djna.nosys=true", "-Xmx64m"));

        assertThat(trial.outcome()).isEqualTo(new TrialOutcome.Measured());
        assertThat(trial.samples().measureNs().isEmpty()).isFalse();
        assertThat(trial.samples().measureCpuNs().isEmpty()).isTrue();
    }

    @Tag("any-jdk")
    @Test
    void anObserverIsClosedHoweverATrialEnds() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        TrialObserver observer = planned -> new TrialObserver.Watch() {
            @Override
            public TrialObserver.Observed after(Samples samples) {
                throw new IllegalStateException("a fault of ours");
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };

        JvmTrialExecutor executor =
                executor(FakeTrials.SETTINGS, TrialListener.NONE, observer.and(TrialObserver.none()));
        PlannedScenario planned = FakeTrials.scenario(folder, Map.of("fault", "throw", "at", "load"), 0);

        Arm arm = FakeTrials.bare(FakeTrials.arm(planned));

        assertThatThrownBy(() -> executor.execute(arm, 1, 1)).hasMessage("a fault of ours");
        assertThat(closed).hasValue(1);
    }

    @Tag("any-jdk")
    @Test
    void whatARunnerDoesNotSupportIsAnAnswer() throws Exception {
        Trial trial = execute(Map.of("fault", "unsupported", "at", "load"), 0);

        assertThat(trial.outcome()).isEqualTo(new TrialOutcome.Unsupported("no kernel for this type"));
    }

    @Test
    void anInterruptEndsAllProcessesOfTheTrial() throws Exception {
        CountDownLatch warmingUp = new CountDownLatch(1);
        TrialListener listener = new TrialListener() {
            @Override
            public void stage(Stage stage, Instant at) {
                if (stage == Stage.WARM_UP) {
                    warmingUp.countDown();
                }
            }
        };
        PlannedScenario spinning = FakeTrials.scenario(folder, Map.of("fault", "spin", "at", "3"), 0);
        FutureTask<Trial> trial =
                new FutureTask<>(() -> executor(FakeTrials.SETTINGS, listener).execute(FakeTrials.arm(spinning), 1, 1));
        Thread command = new Thread(trial);
        command.start();
        assertThat(warmingUp.await(1, TimeUnit.MINUTES)).isTrue();
        List<ProcessHandle> processes = ProcessHandle.current().descendants().toList();
        assertThat(processes).hasSizeGreaterThanOrEqualTo(2);

        command.interrupt();
        command.join(TimeUnit.MINUTES.toMillis(1));

        assertThat(command.isAlive()).isFalse();
        assertThat(processes).noneMatch(Liveness::isRunning);
        assertThatThrownBy(trial::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPinnedTrialRunsOnItsProcessors() throws Exception {
        TrialSettings pinned = new TrialSettings(
                FakeTrials.SETTINGS.warmUp(),
                FakeTrials.SETTINGS.measure(),
                FakeTrials.SETTINGS.blocks(),
                List.of(0),
                FakeTrials.SETTINGS.stallTimeout());

        Trial trial = executor(pinned, TrialListener.NONE).execute(FakeTrials.arm(folder, Map.of(), 0), 1, 1);

        assertThat(trial.runtime().settings()).containsEntry("cpus", "0").containsEntry("pinned-cpus", "0");
        assertThat(trial.samples().measureProcessor().stream()).containsOnly(0L);
    }

    @Tag("any-jdk")
    @Test
    void anObserverHearsOfEveryStageAndWhatItSaysOfDeviceMemoryIsTheTrials() throws Exception {
        List<Stage> heard = new CopyOnWriteArrayList<>();
        TrialObserver observer = planned -> new TrialObserver.Watch() {
            @Override
            public void entered(Stage stage, Instant at) {
                heard.add(stage);
            }

            @Override
            public TrialObserver.Observed after(Samples samples) {
                return new TrialObserver.Observed(
                        List.of(new Reading("gpu_process_memory_peak", 700 << 20, "bytes", "a test", "during")),
                        List.of());
            }
        };

        Trial trial = executor(
                        FakeTrials.SETTINGS,
                        TrialListener.NONE,
                        TrialObserver.none().and(observer))
                .execute(FakeTrials.bare(FakeTrials.arm(folder, Map.of(), 0)), 1, 1);

        assertThat(heard).containsSubsequence(Stage.LOAD, Stage.FIRST_INFERENCE, Stage.MEASURE);
        assertThat(trial.memory().deviceBytes()).hasValue(700 << 20);
        assertThat(trial.memory().rssPeakBytes()).isPresent();
    }

    private Trial execute(List<String> jvmFlags) throws IOException, InterruptedException {
        Arm arm = new Arm(
                Trial.SINGLE,
                FakeTrials.scenario(folder, Map.of(), 0),
                new JvmSpec(JvmSpec.USUAL.home(), jvmFlags, Map.of()));
        return executor(FakeTrials.SETTINGS, TrialListener.NONE).execute(arm, 1, 1);
    }

    private Trial execute(Map<String, String> options, double error) throws IOException, InterruptedException {
        return executor(FakeTrials.SETTINGS, TrialListener.NONE).execute(FakeTrials.arm(folder, options, error), 1, 1);
    }

    private JvmTrialExecutor executor(TrialSettings settings, TrialListener listener) {
        return executor(settings, listener, TrialObserver.none());
    }

    private JvmTrialExecutor executor(TrialSettings settings, TrialListener listener, TrialObserver observer) {
        return new JvmTrialExecutor(
                "run",
                settings,
                observer,
                listener,
                folder.resolve("scratch"),
                folder.resolve("log.txt"),
                InstantSource.system());
    }
}
