package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.runners.onnxruntime.adapter.VulkanLoaderLog;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** ONNX Runtime. Its accelerations are the rows of {@link ProviderRows}, its options those of {@link RunnerOptions}. */
public final class OnnxRuntimeRunner implements Runner {
    /** In the message by which ONNX Runtime refuses to leave nodes to the CPU. */
    private static final String FALLBACK = "fallback to CPU EP has been explicitly disabled";

    private final NativeLibrary library = NativeLibrary.ofThisProcess();
    private Optional<OrtEnvironment> environment = Optional.empty();
    private Optional<VulkanLoaderLog> vulkan = Optional.empty();

    @Override
    public String name() {
        return "onnxruntime";
    }

    @Override
    public String modelFormat() {
        return "onnx";
    }

    @Override
    public List<String> accelerations() {
        return ProviderRows.accelerations();
    }

    @Override
    public void initialize() throws RunnerException {
        environment();
    }

    @Override
    public Availability probe(String acceleration) {
        try {
            ProviderRow row = ProviderRow.of(acceleration);
            return new ProviderProbe(environment(), library.given(), vulkan).probe(row);
        } catch (NativeLibraryException e) {
            return new Availability.Unusable(e.reason(), e.remedy());
        } catch (UnsupportedByRunnerException e) {
            return new Availability.Unusable(Messages.firstLine(e), "use one of " + String.join(", ", accelerations()));
        }
    }

    @Override
    public Optional<Availability.Unusable> missing(String acceleration) {
        try {
            return new ProviderProbe(environment(), library.given(), vulkan).missing(ProviderRow.of(acceleration));
        } catch (NativeLibraryException | UnsupportedByRunnerException toBeTried) {
            return Optional.empty();
        }
    }

    @Override
    public Session open(SessionRequest request) throws RunnerException {
        SessionSettings settings = SessionSettings.of(request);
        if (!Files.isRegularFile(request.model())) {
            throw new RunnerException(
                    "no model file " + Printable.quoted(request.model().toString()));
        }
        OrtEnvironment ort = environment();
        VulkanLoaderLog.Capture listening =
                ProviderRow.of(request.acceleration()).listen(vulkan);
        try (SessionOptions options = settings.open()) {
            OrtSession session = ort.createSession(request.model().toString(), options);
            try {
                return new OnnxRuntimeSession(
                        ort, session, info(request, settings, session), placement(ort, request, settings));
            } catch (RunnerException | OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            if (request.fullPlacement() && Messages.firstLine(e).contains(FALLBACK)) {
                throw new RunnerException(
                        "not every node of the graph lands on " + request.acceleration()
                                + ", and --require-full-placement asks for it: leave it out to see which do not",
                        e);
            }
            throw RuntimeProblem.of(e, request.acceleration(), "ONNX Runtime cannot load the model");
        } finally {
            listening.close();
        }
    }

    /** Nothing has to be found out on the CPU, where everything runs. */
    private Optional<PlacementRun> placement(OrtEnvironment ort, SessionRequest request, SessionSettings settings)
            throws RunnerException {
        ProviderRow row = ProviderRow.of(request.acceleration());
        return row.isCpu()
                ? Optional.empty()
                : Optional.of(new PlacementRun(
                        ort,
                        request.model(),
                        settings,
                        row,
                        library.given(),
                        () -> vulkan.flatMap(VulkanLoaderLog::device)));
    }

    private SessionInfo info(SessionRequest request, SessionSettings settings, OrtSession session)
            throws OrtException, RunnerException {
        Map<String, String> words = new TreeMap<>(settings.words());
        words.put("telemetry", RuntimeFacts.telemetry(System.getenv()));
        words.put("native-library", library.origin());
        return new SessionInfo(
                RuntimeFacts.of(environment()),
                obtained(request.acceleration()),
                words,
                TensorInfos.of(session.getInputInfo().values()),
                TensorInfos.of(session.getOutputInfo().values()));
    }

    /** Known at once on the CPU; a provider's nodes may fall back, which shows when they have run. */
    private static AccelerationUse obtained(String acceleration) {
        return new AccelerationUse(
                acceleration,
                acceleration.equals(ProviderRows.CPU) ? Optional.of(acceleration) : Optional.empty(),
                Map.of());
    }

    private OrtEnvironment environment() throws NativeLibraryException {
        if (environment.isEmpty()) {
            vulkan = VulkanLoaderLog.start(Optional.ofNullable(System.getenv(VulkanLoaderLog.VARIABLE)));
            environment = Optional.of(library.load());
        }
        return environment.get();
    }
}
