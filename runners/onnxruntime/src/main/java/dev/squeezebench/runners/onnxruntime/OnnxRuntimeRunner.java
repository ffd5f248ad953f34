package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.squeezebench.measure.Availability;
import dev.squeezebench.measure.Printable;
import dev.squeezebench.measure.Runner;
import dev.squeezebench.measure.RunnerException;
import dev.squeezebench.measure.Session;
import dev.squeezebench.measure.SessionInfo;
import dev.squeezebench.measure.SessionRequest;
import dev.squeezebench.measure.UnsupportedByRunnerException;
import dev.squeezebench.results.AccelerationUse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** ONNX Runtime. Its accelerations are the rows of {@link ProviderRow}, its options those of {@link RunnerOptions}. */
public final class OnnxRuntimeRunner implements Runner {
    private final NativeLibrary library = new NativeLibrary(Platform.of(System.getProperties()));
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
        return ProviderRow.accelerations();
    }

    @Override
    public void initialize() throws RunnerException {
        environment();
    }

    @Override
    public Availability probe(String acceleration) {
        try {
            ProviderRow row = ProviderRow.of(acceleration);
            if (ProbeModel.computes(environment(), row.append())) {
                return new Availability.Usable(RuntimeFacts.of(environment()));
            }
            return new Availability.Unusable("ONNX Runtime computed a wrong sum on " + acceleration, row.remedy());
        } catch (NativeLibraryException e) {
            return new Availability.Unusable(e.reason(), e.remedy());
        } catch (UnsupportedByRunnerException e) {
            return new Availability.Unusable(Messages.firstLine(e), "use one of " + String.join(", ", accelerations()));
        } catch (OrtException e) {
            return new Availability.Unusable(
                    "ONNX Runtime cannot use " + acceleration + ": " + Messages.firstLine(e),
                    ProviderRow.remedy(acceleration));
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
                return new OnnxRuntimeSession(ort, session, info(request, settings, session));
            } catch (RunnerException | OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new RunnerException("ONNX Runtime cannot load the model: " + Messages.firstLine(e), e);
        }
    }

    private SessionInfo info(SessionRequest request, SessionSettings settings, OrtSession session)
            throws OrtException, RunnerException {
        Map<String, String> words = new TreeMap<>(settings.words());
        words.put("telemetry", RuntimeFacts.telemetry(System.getenv()));
        words.put("native-library", NativeLibrary.isGiven() ? "given" : "packed");
        return new SessionInfo(
                RuntimeFacts.of(environment()),
                new AccelerationUse(request.acceleration(), Optional.of(request.acceleration()), Map.of()),
                words,
                TensorInfos.of(session.getInputInfo().values()),
                TensorInfos.of(session.getOutputInfo().values()));
    }

    private OrtEnvironment environment() throws NativeLibraryException {
        if (environment.isEmpty()) {
            environment = Optional.of(library.load());
        }
        return environment.get();
    }
}
