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
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.measure.runner.UnsupportedByRunnerException;
import dev.squeezebench.runners.onnxruntime.facts.Messages;
import dev.squeezebench.runners.onnxruntime.facts.RuntimeFacts;
import dev.squeezebench.runners.onnxruntime.facts.RuntimeProblem;
import dev.squeezebench.runners.onnxruntime.library.NativeLibrary;
import dev.squeezebench.runners.onnxruntime.library.NativeLibraryException;
import dev.squeezebench.runners.onnxruntime.probe.ProviderProbe;
import dev.squeezebench.runners.onnxruntime.provider.Provider;
import dev.squeezebench.runners.onnxruntime.provider.Providers;
import dev.squeezebench.runners.onnxruntime.session.ModelOpener;
import dev.squeezebench.runners.onnxruntime.settings.RunnerOption;
import dev.squeezebench.runners.onnxruntime.settings.SessionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** ONNX Runtime. Its accelerations are the rows of {@link Providers}, its options those of {@link RunnerOption}. */
public final class OnnxRuntimeRunner implements Runner {
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
        return opener(request).open(request);
    }

    private ModelOpener opener(SessionRequest request) throws RunnerException {
        Provider provider = Provider.of(request.acceleration());
        Map<String, String> words = new TreeMap<>();
        words.put("telemetry", RuntimeFacts.telemetry(System.getenv()));
        words.put("native-library", library.origin());
        return new ModelOpener(environment(), RuntimeFacts.of(environment()), provider, words);
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
        SessionSettings settings = Provider.settings(request);
        try (SessionOptions options = settings.open()) {
            options.enableProfiling(folder.resolve("events").toString());
            if (graph.isPresent()) {
                options.setOptimizedModelFilePath(graph.get().toString());
            }
            OrtSession session = ort.createSession(ModelOpener.pathOf(request.model()), options);
            return new ProfiledOrtSession(
                    opener(request).opened(session, settings, Optional.empty()),
                    session,
                    graph.filter(Files::isRegularFile));
        }
    }

    /** Its arena keeps what is released, and grows in steps. */
    @Override
    public Map<String, String> unpooled(String acceleration) {
        return Map.of("cpu-arena", "off");
    }

    private OrtEnvironment environment() throws NativeLibraryException {
        if (environment.isEmpty()) {
            environment = Optional.of(library.load());
        }
        return environment.get();
    }
}
