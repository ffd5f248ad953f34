package dev.squeezebench.runners.aar;

import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.PackedRuntime;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.records.text.Printable;
import java.io.File;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.lite.TensorFlowLite;

/** TensorFlow Lite of an official AAR, on a phone: {@code gpu} and {@code xnnpack}. */
public final class AarRunner implements Runner {
    private static final int FOUR_KILOBYTES = 4096;

    /** System property in shell mode, where no package manager has put the libraries where the system looks: their folder. */
    private static final String LIBRARIES = "squeezebench.libraries";

    private static final List<String> NAMES =
            Collections.unmodifiableList(Arrays.asList("libtensorflowlite_jni.so", "libtensorflowlite_gpu_jni.so"));

    @Override
    public String name() {
        return "tflite-aar";
    }

    @Override
    public String modelFormat() {
        return "tflite";
    }

    @Override
    public List<String> accelerations() {
        return Collections.unmodifiableList(Arrays.asList(AarSettings.XNNPACK, AarSettings.GPU));
    }

    @Override
    public RuntimeInfo initialize() throws RunnerException {
        try {
            load();
            TensorFlowLite.init();
            String own = TensorFlowLite.runtimeVersion();
            return new RuntimeInfo(
                    PackedRuntime.version(name()).orElse(own),
                    "AAR, TensorFlow Lite " + own + ", schema " + TensorFlowLite.schemaVersion());
        } catch (LinkageError | IllegalStateException e) {
            throw notLoaded(e);
        }
    }

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
     * Why this device cannot do what was asked; empty where the words tell nothing of the device.
     *
     * @param words the loader's or the delegate's
     * @param pageBytes of the device
     */
    static Optional<UnsupportedByRunnerException> refused(String words, long pageBytes) {
        if (pageBytes > FOUR_KILOBYTES && words.contains("align")) {
            return Optional.of(new UnsupportedByRunnerException("this device has pages of " + pageBytes
                    + " bytes, the libraries of this AAR are for " + FOUR_KILOBYTES
                    + ", and its compatibility mode is off:"
                    + " use a newer AAR by --runtime tflite-aar@VERSION, or turn the mode on for the app"));
        }
        if (words.contains("OpenCL")) {
            return Optional.of(new UnsupportedByRunnerException("this device has no OpenCL that an app may load ("
                    + Printable.text(words) + "): use tflite-aar:xnnpack"));
        }
        return Optional.empty();
    }

    /** Where it is unknown, the usual one: then the loader's own words have to do. */
    static long pageBytes() {
        return PageSize.ofThisDevice().orElse(FOUR_KILOBYTES);
    }

    private static RunnerException notLoaded(Throwable error) {
        String words = String.valueOf(error.getMessage());
        Optional<UnsupportedByRunnerException> refused = refused(words, pageBytes());
        return refused.isPresent()
                ? refused.get()
                : new RunnerException("the AAR's library does not load: " + Printable.text(words), error);
    }

    @Override
    public Availability probe(String acceleration, Map<String, String> options) {
        try {
            return new Availability.Usable(initialize());
        } catch (RunnerException e) {
            return new Availability.Unusable(String.valueOf(e.getMessage()), "use a target of runner tflite");
        }
    }

    @Override
    public Session open(SessionRequest request) throws RunnerException {
        AarSettings settings = AarSettings.of(request);
        RuntimeInfo runtime = initialize();
        Engine engine = open(request, settings);
        try {
            Placed placed = new Placed(settings.acceleration(), taken(), request.graph());
            return new AarSession(
                    engine,
                    new SessionInfo(
                            runtime,
                            placed.use(),
                            settings.recorded(),
                            engine.inputs(),
                            engine.outputs(),
                            placed.warnings()));
        } catch (RunnerException e) {
            engine.close();
            throw e;
        }
    }

    private static Engine open(SessionRequest request, AarSettings settings) throws RunnerException {
        try {
            return InterpreterEngine.open(request.model().toFile(), settings, request.shapes());
        } catch (LinkageError e) {
            throw notLoaded(e);
        }
    }

    private static Optional<DelegateLog.Taken> taken() throws RunnerException {
        try {
            return DelegateLog.parse(DelegateLog.ofThisProcess());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunnerException("the trial was interrupted", e);
        }
    }
}
