package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.ProfiledSession;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.runners.onnxruntime.library.Messages;
import dev.squeezebench.runners.onnxruntime.library.NativeLibrary;
import dev.squeezebench.runners.onnxruntime.library.NativeLibraryException;
import dev.squeezebench.runners.onnxruntime.library.RuntimeFacts;
import dev.squeezebench.runners.onnxruntime.library.RuntimeProblem;
import dev.squeezebench.runners.onnxruntime.placement.PlacementRun;
import dev.squeezebench.runners.onnxruntime.probe.ProviderProbe;
import dev.squeezebench.runners.onnxruntime.provider.Provider;
import dev.squeezebench.runners.onnxruntime.provider.Providers;
import dev.squeezebench.runners.onnxruntime.settings.RunnerOption;
import dev.squeezebench.runners.onnxruntime.settings.SessionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** ONNX Runtime. Its accelerations are the rows of {@link Providers}, its options those of {@link RunnerOption}. */
public final class OnnxRuntimeRunner implements Runner {
    /** In the message by which ONNX Runtime refuses to leave nodes to the CPU. */
    private static final String FALLBACK = "fallback to CPU EP has been explicitly disabled";

    /** In the message by which it refuses to write the optimised graph of a provider that compiles parts of it. */
    private static final String COMPILED = "compiled nodes";

    /** The model as the runtime optimised it: its nodes are those of the profile, and have names of tensors. */
    private static final String OPTIMISED = "optimised.onnx";

    private final NativeLibrary library = NativeLibrary.ofThisProcess();
    private Optional<OrtEnvironment> environment = Optional.empty();

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
        return Providers.accelerations();
    }

    @Override
    public RuntimeInfo initialize() throws RunnerException {
        return RuntimeFacts.of(environment());
    }

    @Override
    public Availability probe(String acceleration, Map<String, String> options) {
        try {
            return new ProviderProbe(environment(), library.given()).probe(Provider.of(acceleration), options);
        } catch (NativeLibraryException e) {
            return new Availability.Unusable(e.reason(), e.remedy());
        } catch (UnsupportedByRunnerException e) {
            return new Availability.Unusable(Messages.firstLine(e), "use one of " + String.join(", ", accelerations()));
        }
    }

    @Override
    public Optional<Availability.Unusable> missing(String acceleration) {
        try {
            return new ProviderProbe(environment(), library.given()).missing(Provider.of(acceleration));
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
        }
    }

    @Override
    public ProfiledSession openProfiled(SessionRequest request, Path folder) throws RunnerException {
        Path graph = folder.resolve(OPTIMISED);
        try {
            return openProfiled(request, folder, Optional.of(graph));
        } catch (OrtException e) {
            if (!Messages.firstLine(e).contains(COMPILED)) {
                throw notLoaded(e, request);
            }
        }
        try {
            return openProfiled(request, folder, Optional.empty());
        } catch (OrtException e) {
            throw notLoaded(e, request);
        }
    }

    private static RunnerException notLoaded(OrtException e, SessionRequest request) {
        return RuntimeProblem.of(e, request.acceleration(), "ONNX Runtime cannot load the model to profile it");
    }

    private ProfiledSession openProfiled(SessionRequest request, Path folder, Optional<Path> graph)
            throws RunnerException, OrtException {
        OrtEnvironment ort = environment();
        SessionSettings settings = SessionSettings.of(request);
        try (SessionOptions options = settings.open()) {
            options.enableProfiling(folder.resolve("events").toString());
            if (graph.isPresent()) {
                options.setOptimizedModelFilePath(graph.get().toString());
            }
            OrtSession session = ort.createSession(request.model().toString(), options);
            try {
                return new ProfiledOrtSession(
                        new OnnxRuntimeSession(ort, session, info(request, settings, session), Optional.empty()),
                        session,
                        graph.filter(Files::isRegularFile));
            } catch (RunnerException | OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        }
    }

    /** Its arena keeps what is released, and grows in steps. */
    @Override
    public Map<String, String> unpooled(String acceleration) {
        return Map.of("cpu-arena", "off");
    }

    /** Nothing has to be found out on the CPU, where everything runs. */
    private static Optional<PlacementRun> placement(
            OrtEnvironment ort, SessionRequest request, SessionSettings settings) throws RunnerException {
        Provider provider = Provider.of(request.acceleration());
        return provider.isCpu()
                ? Optional.empty()
                : Optional.of(new PlacementRun(ort, request.model(), settings, provider, request.adapters()));
    }

    private SessionInfo info(SessionRequest request, SessionSettings settings, OrtSession session)
            throws OrtException, RunnerException {
        Map<String, String> words = new TreeMap<>(settings.words());
        words.put("telemetry", RuntimeFacts.telemetry(System.getenv()));
        words.put("native-library", library.origin());
        List<Warning> warnings = new ArrayList<>();
        return new SessionInfo(
                RuntimeFacts.of(environment()),
                obtained(request.acceleration()),
                words,
                TensorInfos.inputs(session.getInputInfo().values()),
                TensorInfos.outputs(session.getOutputInfo().values(), warnings),
                warnings);
    }

    /** Known at once on the CPU; a provider's nodes may fall back, which shows when they have run. */
    private static AccelerationUse obtained(String acceleration) {
        return new AccelerationUse(
                acceleration,
                acceleration.equals(Providers.CPU) ? Optional.of(acceleration) : Optional.empty(),
                Map.of());
    }

    private OrtEnvironment environment() throws NativeLibraryException {
        if (environment.isEmpty()) {
            environment = Optional.of(library.load());
        }
        return environment.get();
    }
}
