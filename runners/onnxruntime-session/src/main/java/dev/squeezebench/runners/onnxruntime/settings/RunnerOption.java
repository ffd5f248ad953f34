package dev.squeezebench.runners.onnxruntime.settings;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A setting of a session that a user may change.
 *
 * <p>Sources: the Javadoc of {@link SessionOptions} and ONNX Runtime's {@code onnxruntime_session_options_config_keys.h}.
 *
 * @param name word in settings and flags
 * @param defaultValue value on the CPU where the user names none
 * @param pattern regular expression of the values that it takes
 * @param values the values it takes, for messages
 * @param setter what a value does
 */
public record RunnerOption(String name, String defaultValue, String pattern, String values, Setter setter) {
    static final String FIXED = "fixed";
    private static final String OFF = "off";

    private static final Map<String, OptLevel> LEVELS = Map.of(
            "all", OptLevel.ALL_OPT,
            "layout", OptLevel.LAYOUT_OPT,
            "extended", OptLevel.EXTENDED_OPT,
            "basic", OptLevel.BASIC_OPT,
            "none", OptLevel.NO_OPT);

    /**
     * Whether the sizes of symbolic axes are set before the graph is optimised. On the CPU they are not: the optimiser then makes
     * slower operators. Providers of devices take whole graphs only with them.
     */
    static final RunnerOption DIMENSIONS = choice("dimensions", "free|fixed", (options, word) -> {});

    /** By default idle workers spin for tens of milliseconds after a run and disturb whatever is measured next. */
    private static final RunnerOption SPINNING = choice("spinning", "stop-after-run|keep|off", (options, word) -> {
        switch (word) {
            case OFF -> options.addConfigEntry("session.intra_op.allow_spinning", "0");
            case "keep" -> options.addConfigEntry("session.force_spinning_stop", "0");
            default -> options.addConfigEntry("session.force_spinning_stop", "1");
        }
    });

    /** Every option of a session. */
    public static final List<RunnerOption> ALL = List.of(
            choice(
                    "optimization-level",
                    "all|layout|extended|basic|none",
                    (options, word) -> options.setOptimizationLevel(LEVELS.get(word))),
            choice(
                    "execution-mode",
                    "sequential|parallel",
                    (options, word) -> options.setExecutionMode(ExecutionMode.valueOf(word.toUpperCase(Locale.ROOT)))),
            // Four digits: above it is a typing error rather than a machine.
            new RunnerOption(
                    "inter-threads",
                    "1",
                    "[1-9][0-9]{0,3}",
                    "1 to 9999",
                    (options, count) -> options.setInterOpNumThreads(Integer.parseInt(count))),
            SPINNING,
            choice("cpu-arena", "on|off", (options, word) -> options.setCPUArenaAllocator(word.equals("on"))),
            choice(
                    "memory-pattern",
                    "on|off",
                    (options, word) -> options.setMemoryPatternOptimization(word.equals("on"))),
            choice("denormals", "runtime-default|keep|flush", (options, word) -> {
                if (!word.equals("runtime-default")) {
                    options.addConfigEntry("session.set_denormal_as_zero", word.equals("flush") ? "1" : "0");
                }
            }),
            choice(
                    "prepacking",
                    "on|off",
                    (options, word) ->
                            options.addConfigEntry("session.disable_prepacking", word.equals("off") ? "1" : "0")),
            // By the runtime's names, such as BiasGeluFusion; one that it does not know changes nothing.
            new RunnerOption(
                    "disabled-optimizers",
                    "none",
                    "none|[A-Za-z0-9_]+(?:[+][A-Za-z0-9_]+)*",
                    "none or names of the runtime's graph optimizers joined by '+'",
                    (options, word) -> {
                        if (!word.equals("none")) {
                            options.addConfigEntry("optimization.disable_specified_optimizers", word.replace('+', ';'));
                        }
                    }),
            DIMENSIONS);

    /**
     * The value where the user names none. Workers of the session that spin take the processors from those of a provider that
     * has its own, as ONNX Runtime's page on XNNPACK says.
     */
    String defaultOn(SessionProvider provider) {
        if (equals(SPINNING) && !provider.threads(1).isEmpty()) {
            return OFF;
        }
        return equals(DIMENSIONS) && !provider.isCpu() ? FIXED : defaultValue;
    }

    /** Sets a value that the option takes. */
    @FunctionalInterface
    public interface Setter {
        void set(SessionOptions options, String value) throws OrtException;
    }

    /** One of several words, the default first. */
    private static RunnerOption choice(String name, String words, Setter setter) {
        return new RunnerOption(name, words.replaceFirst("\\|.*", ""), words, words.replace("|", ", "), setter);
    }
}
