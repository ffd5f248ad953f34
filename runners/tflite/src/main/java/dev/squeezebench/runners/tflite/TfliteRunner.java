package dev.squeezebench.runners.tflite;

import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.ProfiledSession;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.measure.tensor.TensorInfo;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.tensorflowlite.Interpreter;

/** TensorFlow Lite on the CPU: {@code xnnpack}, {@code builtin}. */
public final class TfliteRunner implements Runner {
    private static final String GPU = "gpu";
    private static final String GPU_REASON =
            "this build of TensorFlow Lite has no GPU delegate: its libraries contain XNNPACK and the built-in kernels";

    /** Android has given it up (15), and no number without its placement may have the accelerator's name. */
    private static final String NNAPI = "nnapi";

    private static final String NNAPI_REASON =
            "NNAPI is Android's alone, and Java reaches its delegate in this build only by a call of TensorFlow Lite's C"
                    + " interface that does not tell what the delegate took";

    @Override
    public String name() {
        return "tflite";
    }

    @Override
    public String modelFormat() {
        return "tflite";
    }

    @Override
    public List<String> accelerations() {
        return Collections.unmodifiableList(Arrays.asList(Kernels.XNNPACK.word(), Kernels.BUILTIN.word(), GPU, NNAPI));
    }

    @Override
    public RuntimeInfo initialize() throws RunnerException {
        return NativeLibrary.load();
    }

    @Override
    public Availability probe(String acceleration, Map<String, String> options) {
        try {
            RuntimeInfo runtime = NativeLibrary.load();
            return new Probe(kernels(acceleration)).run(runtime);
        } catch (UnsupportedByRunnerException e) {
            return new Availability.Unusable(
                    String.valueOf(e.getMessage()), "use " + Kernels.XNNPACK.word() + " or " + Kernels.BUILTIN.word());
        } catch (RunnerException e) {
            String reason = String.valueOf(e.getMessage());
            return new Availability.Unusable(reason, remedy(reason));
        }
    }

    /** The loader's own words say when a file system does not permit code. */
    static String remedy(String reason) {
        return reason.contains("failed to map segment")
                ? "the folder of its library is mounted noexec: name another cache by XDG_CACHE_HOME=DIR"
                : "use a distribution that was built on this platform, or another target";
    }

    @Override
    public Session open(SessionRequest request) throws RunnerException {
        return open(request, interpreter -> {}).session();
    }

    @Override
    public ProfiledSession openProfiled(SessionRequest request, Path folder) throws RunnerException {
        NativeLibrary.load();
        OperatorEvents events = new OperatorEvents();
        Opened opened = open(request, events::listenTo);
        return new ProfiledTfliteSession(
                opened.session(), opened.model().interpreter(), kernels(request.acceleration()), events, folder);
    }

    private record Opened(TfliteSession session, LoadedModel model) {}

    private static Opened open(SessionRequest request, Consumer<Interpreter> beforeAllocation) throws RunnerException {
        Kernels kernels = kernels(request.acceleration());
        Settings settings = Settings.of(request);
        RuntimeInfo runtime = NativeLibrary.load();
        LoadedModel model = LoadedModel.open(request.model(), kernels, settings, request.shapes(), beforeAllocation);
        try {
            Placement placement = Placement.of(model.interpreter());
            List<Warning> warnings = new ArrayList<>(placement.warnings(kernels));
            TfliteSession session = new TfliteSession(
                    model,
                    new SessionInfo(
                            runtime,
                            placement.use(kernels),
                            settings.recorded(),
                            infos(NativeTensor.inputs(model.interpreter())),
                            outputs(NativeTensor.outputs(model.interpreter()), warnings),
                            warnings));
            return new Opened(session, model);
        } catch (RunnerException e) {
            model.close();
            throw e;
        }
    }

    private static Kernels kernels(String acceleration) throws UnsupportedByRunnerException {
        return Kernels.of(acceleration).orElseThrow(() -> new UnsupportedByRunnerException(reason(acceleration)));
    }

    private static String reason(String acceleration) {
        return switch (acceleration) {
            case GPU -> GPU_REASON;
            case NNAPI -> NNAPI_REASON;
            default -> "tflite has no acceleration '" + acceleration + "'";
        };
    }

    private static List<TensorInfo> infos(List<NativeTensor> tensors) throws RunnerException {
        List<TensorInfo> infos = new ArrayList<>();
        for (NativeTensor tensor : tensors) {
            infos.add(tensor.info());
        }
        return infos;
    }

    /** Those that can be read; of each of the others there is a warning. */
    private static List<TensorInfo> outputs(List<NativeTensor> tensors, List<Warning> warnings) {
        List<TensorInfo> infos = new ArrayList<>();
        for (NativeTensor tensor : tensors) {
            try {
                infos.add(tensor.info());
            } catch (UnsupportedByRunnerException e) {
                warnings.add(WarningCode.OUTPUTS_UNCHECKED.warning(
                        "an output is computed and not checked: " + e.getMessage(),
                        "give the model an output of numbers to check it by"));
            }
        }
        return infos;
    }
}
