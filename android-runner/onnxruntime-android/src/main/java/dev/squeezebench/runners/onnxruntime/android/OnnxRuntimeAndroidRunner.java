package dev.squeezebench.runners.onnxruntime.android;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.PackedRuntime;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.runners.onnxruntime.facts.Messages;
import dev.squeezebench.runners.onnxruntime.facts.RuntimeFacts;
import dev.squeezebench.runners.onnxruntime.session.ModelOpener;
import java.io.File;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * ONNX Runtime of an AAR, which is packed into the app where a user names it as a target. Its accelerations are the rows
 * of {@link PhoneProvider}; sessions, settings and placement are those of the computer's ONNX Runtime.
 */
public final class OnnxRuntimeAndroidRunner implements Runner {
    /** System property in shell mode, where no package manager has put the libraries where the system looks: their folder. */
    private static final String LIBRARIES = "squeezebench.libraries";

    /** In the order in which they need each other. */
    private static final String[] NAMES = {"libonnxruntime.so", "libonnxruntime4j_jni.so"};

    private Optional<OrtEnvironment> environment = Optional.empty();

    @Override
    public String name() {
        return PhoneProvider.RUNNER;
    }

    @Override
    public String modelFormat() {
        return "onnx";
    }

    @Override
    public List<String> accelerations() {
        return PhoneProvider.accelerations();
    }

    /** The version is the one that the AAR was published as; what the library calls itself is in the build. */
    @Override
    public RuntimeInfo initialize() throws RunnerException {
        RuntimeInfo own = RuntimeFacts.of(environment());
        return new RuntimeInfo(
                PackedRuntime.version(name()).orElse(own.version()),
                "AAR, ONNX Runtime " + own.version() + ", " + own.build());
    }

    @Override
    public Availability probe(String acceleration, Map<String, String> options) {
        try {
            RuntimeInfo runtime = initialize();
            Optional<Availability.Unusable> missing = missing(acceleration);
            return missing.isPresent() ? missing.get() : new Availability.Usable(runtime);
        } catch (RunnerException e) {
            return new Availability.Unusable(String.valueOf(e.getMessage()), "use a target of runner tflite");
        }
    }

    @Override
    public Optional<Availability.Unusable> missing(String acceleration) {
        try {
            PhoneProvider provider = PhoneProvider.of(acceleration);
            return RuntimeFacts.missing(environment(), provider.constant())
                    .map(reason -> new Availability.Unusable(reason, provider.remedy()));
        } catch (RunnerException toBeTried) {
            return Optional.empty();
        }
    }

    @Override
    public Session open(SessionRequest request) throws RunnerException {
        PhoneProvider provider = PhoneProvider.of(request.acceleration());
        RuntimeInfo runtime = initialize();
        Optional<Availability.Unusable> missing = missing(request.acceleration());
        if (missing.isPresent()) {
            throw new UnsupportedByRunnerException(request.acceleration() + " is "
                    + missing.get().reason() + ": " + missing.get().remedy());
        }
        Map<String, String> words = new TreeMap<>();
        words.put("telemetry", "off");
        words.put("native-library", "packed");
        return new ModelOpener(environment(), runtime, provider, words).open(request);
    }

    /** Its arena keeps what is released, and grows in steps. */
    @Override
    public Map<String, String> unpooled(String acceleration) {
        return Collections.singletonMap("cpu-arena", "off");
    }

    private OrtEnvironment environment() throws RunnerException {
        if (!environment.isPresent()) {
            try {
                load();
                OrtEnvironment loaded = OrtEnvironment.getEnvironment();
                loaded.setTelemetry(false);
                environment = Optional.of(loaded);
            } catch (OrtException | LinkageError | RuntimeException e) {
                throw notLoaded(Messages.root(e), e);
            }
        }
        return environment.get();
    }

    /** Otherwise ONNX Runtime asks the system for them. */
    private static void load() {
        String folder = System.getProperty(LIBRARIES);
        if (folder != null) {
            for (String name : NAMES) {
                File library = new File(folder, name).getAbsoluteFile();
                if (library.isFile()) {
                    System.load(library.getPath());
                }
            }
        }
    }

    /**
     * Why this device cannot load the libraries.
     *
     * @param words the loader's
     */
    static RunnerException notLoaded(String words, Throwable error) {
        return words.contains("align")
                ? new UnsupportedByRunnerException("the libraries of this AAR are for smaller pages of memory than this"
                        + " device has (" + Printable.text(words)
                        + "), and its compatibility mode is off: use a newer AAR by --runtime "
                        + PhoneProvider.RUNNER + "@VERSION, or turn the mode on for the app")
                : new RunnerException("the AAR's library does not load: " + Printable.text(words), error);
    }
}
