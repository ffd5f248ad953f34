package dev.squeezebench.runners.onnxruntime.android;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.NNAPIFlags;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.runners.onnxruntime.settings.ProviderOption;
import dev.squeezebench.runners.onnxruntime.settings.SessionProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An acceleration of this runner: an execution provider that ONNX Runtime's AAR is built with.
 *
 * <p>Sources: the pages of ONNX Runtime on XNNPACK and NNAPI, and {@code nnapi_provider_factory.h}.
 *
 * @param acceleration word in targets
 * @param constant its name among the constants of {@link ai.onnxruntime.OrtProvider}
 * @param isOnDevice whether it computes elsewhere than on the processor
 * @param append appends it to a session
 * @param options its settings
 * @param threadsKey what it calls the number of its own threads; absent where it has none
 */
record PhoneProvider(
        String acceleration,
        String constant,
        boolean isOnDevice,
        Appender append,
        List<ProviderOption> options,
        Optional<String> threadsKey)
        implements SessionProvider {
    /** Name of the runner. */
    static final String RUNNER = "onnxruntime-android";

    private static final String FLOAT16 = "float16";
    private static final String PROCESSOR = "processor";

    /** Every one; {@code runner.properties} has the same words in the same order. What appends one is linked when it is called. */
    static final List<PhoneProvider> ALL = Collections.unmodifiableList(Arrays.asList(
            new PhoneProvider(
                    CPU,
                    "CPU",
                    false,
                    (options, settings) -> {}, // every session has it as its last resort
                    Collections.emptyList(),
                    Optional.empty()),
            new PhoneProvider(
                    "xnnpack",
                    "XNNPACK",
                    false,
                    (options, settings) -> options.addXnnpack(settings),
                    Collections.emptyList(),
                    // One where it is told nothing.
                    Optional.of("intra_op_num_threads")),
            new PhoneProvider(
                    "nnapi",
                    "NNAPI",
                    true,
                    PhoneProvider::appendNnapi,
                    Collections.unmodifiableList(Arrays.asList(
                            ProviderOption.choice("nnapi.float16", FLOAT16, "0", "1"),
                            // NNAPI's kernels for the processor are a reference, and would be called its accelerator's.
                            ProviderOption.choice("nnapi.processor", PROCESSOR, "0", "1"))),
                    Optional.empty())));

    PhoneProvider {
        options = Collections.unmodifiableList(new ArrayList<>(options));
    }

    /**
     * The provider of an acceleration.
     *
     * @throws UnsupportedByRunnerException when there is none
     */
    static PhoneProvider of(String acceleration) throws UnsupportedByRunnerException {
        for (PhoneProvider provider : ALL) {
            if (provider.acceleration.equals(acceleration)) {
                return provider;
            }
        }
        throw new UnsupportedByRunnerException(
                RUNNER + " has no acceleration '" + acceleration + "', only " + String.join(", ", accelerations()));
    }

    /** The words of all. */
    static List<String> accelerations() {
        List<String> words = new ArrayList<>();
        for (PhoneProvider provider : ALL) {
            words.add(provider.acceleration);
        }
        return Collections.unmodifiableList(words);
    }

    private static void appendNnapi(SessionOptions options, Map<String, String> settings) throws OrtException {
        EnumSet<NNAPIFlags> flags = EnumSet.noneOf(NNAPIFlags.class);
        if ("1".equals(settings.get(FLOAT16))) {
            flags.add(NNAPIFlags.USE_FP16);
        }
        if (!"1".equals(settings.get(PROCESSOR))) {
            flags.add(NNAPIFlags.CPU_DISABLED);
        }
        options.addNnapi(flags);
    }

    @Override
    public String runner() {
        return RUNNER;
    }

    @Override
    public Optional<Companion> companion() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> refused() {
        return Collections.emptyMap();
    }

    @Override
    public Map<String, String> threads(int count) {
        return threadsKey
                .map(key -> Collections.singletonMap(key, Integer.toString(count)))
                .orElse(Collections.emptyMap());
    }

    @Override
    public String remedy() {
        return "use " + RUNNER + ":cpu, or a version whose AAR has " + acceleration + ", by --runtime " + RUNNER
                + "@VERSION";
    }
}
