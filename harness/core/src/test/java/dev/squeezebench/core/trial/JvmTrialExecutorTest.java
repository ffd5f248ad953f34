package dev.squeezebench.core.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.TrialObserver;
import dev.squeezebench.core.output.Expectation;
import dev.squeezebench.core.process.Liveness;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.Samples;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
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
        assertThat(trial.memory().rssPeakBytes()).isPresent();
        assertThat(trial.memory().heapUsedBytes()).isPresent();
        assertThat(trial.acceleration().obtained()).contains("cpu");
        assertThat(trial.runtime().settings()).containsEntry("threads", "1");
        assertThat(trial.outputCheck()).isInstanceOfSatisfying(OutputCheck.Checked.class, check -> {
            assertThat(check.passed()).isTrue();
            assertThat(check.reference()).isEqualTo("arithmetic");
        });
    }

    @Test
    void outputsBeyondTheToleranceFailTheTrialAndKeepItsSamples() throws Exception {
        Trial trial = execute(Map.of(), 0.01);

        assertThat(trial.outcome()).isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> {
            assertThat(failed.stage()).isEqualTo(Stage.OUTPUT_CHECK);
            assertThat(failed.reason()).startsWith("outputs differ from arithmetic by up to 0.0100");
        });
        assertThat(trial.samples().measureNs().isEmpty()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    throw         | 3    | WARM_UP         | the model has no such layer
                    segfault      | load | LOAD            | the measured process crashed by SIGSEGV in
                    exit          | 3    | WARM_UP         | the measured process ended by itself with exit code 3
                    killed        | 3    | WARM_UP         | the measured process was killed by SIGKILL
                    spin          | 3    | WARM_UP         | the measured process wrote nothing for 2 seconds and was killed
                    out_of_memory | 3    | WARM_UP         | out of memory: Java heap space
                    """)
    void aFaultFailsItsTrialWithStageAndCause(String fault, String at, Stage stage, String reason) throws Exception {
        Trial trial = execute(Map.of("fault", fault, "at", at), 0);

        assertThat(trial.outcome()).isInstanceOfSatisfying(TrialOutcome.Failed.class, failed -> {
            assertThat(failed.stage()).isEqualTo(stage);
            assertThat(failed.reason()).startsWith(reason);
        });
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

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
            public void stage(Stage stage) {
                if (stage == Stage.WARM_UP) {
                    warmingUp.countDown();
                }
            }
        };
        PlannedScenario spinning = FakeTrials.scenario(folder, Map.of("fault", "spin", "at", "3"), 0);
        FutureTask<Trial> trial =
                new FutureTask<>(() -> executor(FakeTrials.SETTINGS, listener).execute(spinning, 1, 1));
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
    void aNumberThatNothingWasComparedWithCarriesAWarning() throws Exception {
        PlannedScenario planned = FakeTrials.scenario(folder, Map.of(), new Expectation.None("nobody knows them"));

        Trial trial = executor(FakeTrials.SETTINGS, TrialListener.NONE).execute(planned, 1, 1);

        assertThat(trial.outcome()).isEqualTo(new TrialOutcome.Measured());
        assertThat(trial.outputCheck()).isEqualTo(new OutputCheck.NotChecked("nobody knows them"));
        assertThat(trial.warnings()).anySatisfy(warning -> {
            assertThat(warning.code()).isEqualTo("outputs_unchecked");
            assertThat(warning.message()).isEqualTo("outputs were not checked: nobody knows them");
        });
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPinnedTrialRunsOnItsProcessors() throws Exception {
        TrialSettings pinned = new TrialSettings(
                FakeTrials.SETTINGS.warmUp(),
                FakeTrials.SETTINGS.measure(),
                FakeTrials.SETTINGS.blocks(),
                List.of(0),
                FakeTrials.SETTINGS.jvmFlags(),
                FakeTrials.SETTINGS.stallTimeout());

        Trial trial = executor(pinned, TrialListener.NONE).execute(FakeTrials.scenario(folder, Map.of(), 0), 1, 1);

        assertThat(trial.runtime().settings()).containsEntry("cpus", "0").containsEntry("pinned-cpus", "0");
    }

    @Test
    void anObserverHearsOfEveryStageAndWhatItSaysOfDeviceMemoryIsTheTrials() throws Exception {
        List<Stage> heard = new CopyOnWriteArrayList<>();
        TrialObserver observer = planned -> new TrialObserver.Watch() {
            @Override
            public void entered(Stage stage) {
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
                .execute(FakeTrials.scenario(folder, Map.of(), 0), 1, 1);

        assertThat(heard).containsSubsequence(Stage.LOAD, Stage.FIRST_INFERENCE, Stage.MEASURE);
        assertThat(trial.memory().deviceBytes()).hasValue(700 << 20);
        assertThat(trial.memory().rssPeakBytes()).isPresent();
    }

    private Trial execute(Map<String, String> options, double error) throws IOException, InterruptedException {
        return executor(FakeTrials.SETTINGS, TrialListener.NONE)
                .execute(FakeTrials.scenario(folder, options, error), 1, 1);
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
