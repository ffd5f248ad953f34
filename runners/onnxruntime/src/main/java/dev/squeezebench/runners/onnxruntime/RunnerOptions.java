package dev.squeezebench.runners.onnxruntime;

import static dev.squeezebench.runners.onnxruntime.RunnerOption.choice;

import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.squeezebench.runners.onnxruntime.RunnerOption.Count;
import dev.squeezebench.runners.onnxruntime.RunnerOption.Value;
import java.util.List;

/**
 * Every option of this runner, one row each.
 *
 * <p>Sources: the Javadoc of {@link SessionOptions} and ONNX Runtime's {@code onnxruntime_session_options_config_keys.h}.
 */
final class RunnerOptions {
    static final List<RunnerOption> ALL = List.of(
            choice(
                    "optimization-level",
                    new Value("all", options -> options.setOptimizationLevel(OptLevel.ALL_OPT)),
                    new Value("layout", options -> options.setOptimizationLevel(OptLevel.LAYOUT_OPT)),
                    new Value("extended", options -> options.setOptimizationLevel(OptLevel.EXTENDED_OPT)),
                    new Value("basic", options -> options.setOptimizationLevel(OptLevel.BASIC_OPT)),
                    new Value("none", options -> options.setOptimizationLevel(OptLevel.NO_OPT))),
            choice(
                    "execution-mode",
                    new Value("sequential", options -> options.setExecutionMode(ExecutionMode.SEQUENTIAL)),
                    new Value("parallel", options -> options.setExecutionMode(ExecutionMode.PARALLEL))),
            new Count("inter-threads", SessionOptions::setInterOpNumThreads),
            // By default idle workers spin for tens of milliseconds after a run and disturb whatever is measured next.
            choice(
                    "spinning",
                    new Value("stop-after-run", options -> options.addConfigEntry("session.force_spinning_stop", "1")),
                    new Value("keep", options -> options.addConfigEntry("session.force_spinning_stop", "0")),
                    new Value("off", options -> options.addConfigEntry("session.intra_op.allow_spinning", "0"))),
            choice(
                    "cpu-arena",
                    new Value("on", options -> options.setCPUArenaAllocator(true)),
                    new Value("off", options -> options.setCPUArenaAllocator(false))),
            choice(
                    "memory-pattern",
                    new Value("on", options -> options.setMemoryPatternOptimization(true)),
                    new Value("off", options -> options.setMemoryPatternOptimization(false))));

    private RunnerOptions() {}
}
