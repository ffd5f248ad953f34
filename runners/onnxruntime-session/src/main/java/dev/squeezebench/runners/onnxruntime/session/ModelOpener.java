package dev.squeezebench.runners.onnxruntime.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.runner.SessionInfo;
import dev.squeezebench.measure.runner.SessionRequest;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.runners.onnxruntime.facts.Messages;
import dev.squeezebench.runners.onnxruntime.facts.RuntimeProblem;
import dev.squeezebench.runners.onnxruntime.placement.PlacementRun;
import dev.squeezebench.runners.onnxruntime.settings.SessionProvider;
import dev.squeezebench.runners.onnxruntime.settings.SessionSettings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Opens models in ONNX Runtime, by the same steps on a computer and on a phone.
 *
 * @param environment the runtime
 * @param runtime what it says of itself
 * @param provider of the acceleration that was asked for
 * @param words settings of the process rather than of a session, by name, as recorded
 */
public record ModelOpener(
        OrtEnvironment environment, RuntimeInfo runtime, SessionProvider provider, Map<String, String> words) {
    /** In the message by which ONNX Runtime refuses to leave nodes to the CPU. */
    private static final String FALLBACK = "fallback to CPU EP has been explicitly disabled";

    public ModelOpener {
        words = Collections.unmodifiableMap(new TreeMap<>(words));
    }

    /**
     * Loads a model.
     *
     * @throws RunnerException as {@link dev.squeezebench.measure.runner.Runner#open} has it
     */
    public Session open(SessionRequest request) throws RunnerException {
        SessionSettings settings = SessionSettings.of(request, provider);
        if (!Files.isRegularFile(request.model())) {
            throw new RunnerException(
                    "no model file " + Printable.quoted(request.model().toString()));
        }
        try (SessionOptions options = settings.open()) {
            OrtSession session = environment.createSession(pathOf(request.model()), options);
            return opened(session, settings, placement(request.model(), request, settings));
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

    /**
     * A model's path as the runtime's Java API takes it.
     *
     * @throws RunnerException where it does not: but on Windows it passes paths on in Java's own form of UTF-8, in which a character
     *     of more than 16 bits is another one
     */
    public static String pathOf(Path model) throws RunnerException {
        String path = model.toString();
        if (File.separatorChar == '/' && path.codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
            throw new RunnerException("ONNX Runtime's Java API cannot open a file with a character such as "
                    + path.codePoints()
                            .filter(Character::isSupplementaryCodePoint)
                            .mapToObj(character -> new String(Character.toChars(character)))
                            .findFirst()
                            .orElse("")
                    + " in its path: give the model another name, or another folder");
        }
        return path;
    }

    /**
     * Takes over a session that was created with these settings, which is closed where that fails.
     *
     * @param placement finds out where the nodes run; absent where that is known, or of no interest
     */
    public Session opened(OrtSession session, SessionSettings settings, Optional<PlacementRun> placement)
            throws RunnerException, OrtException {
        try {
            return new OnnxRuntimeSession(environment, session, info(settings, session), placement);
        } catch (RunnerException | OrtException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Nothing has to be found out on the CPU, where everything runs. */
    private Optional<PlacementRun> placement(Path model, SessionRequest request, SessionSettings settings) {
        return provider.isCpu()
                ? Optional.empty()
                : Optional.of(new PlacementRun(environment, model, settings, provider, request.adapters()));
    }

    private SessionInfo info(SessionSettings settings, OrtSession session) throws OrtException, RunnerException {
        Map<String, String> all = new TreeMap<>(settings.words());
        all.putAll(words);
        List<Warning> warnings = new ArrayList<>();
        return new SessionInfo(
                runtime,
                obtained(),
                all,
                TensorInfos.inputs(session.getInputInfo().values()),
                TensorInfos.outputs(session.getOutputInfo().values(), warnings),
                warnings);
    }

    /** Known at once on the CPU; a provider's nodes may fall back, which shows when they have run. */
    private AccelerationUse obtained() {
        return new AccelerationUse(
                provider.acceleration(),
                provider.isCpu() ? Optional.of(provider.acceleration()) : Optional.empty(),
                Collections.emptyMap());
    }
}
