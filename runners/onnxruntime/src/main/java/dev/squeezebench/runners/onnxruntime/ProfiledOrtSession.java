package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.squeezebench.measure.runner.ProfiledSession;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeProfile;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.runners.onnxruntime.facts.Messages;
import dev.squeezebench.runners.onnxruntime.profile.OperatorTimes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An open model whose nodes ONNX Runtime times. */
final class ProfiledOrtSession implements ProfiledSession {
    private final Session inner;
    private final OrtSession session;
    private final Optional<Path> graph;

    /** @param graph file of the optimised graph; absent where the runtime wrote none */
    ProfiledOrtSession(Session inner, OrtSession session, Optional<Path> graph) {
        this.inner = inner;
        this.session = session;
        this.graph = graph;
    }

    @Override
    public RuntimeProfile profile(int invocations) throws RunnerException {
        try {
            Path events = Path.of(session.endProfiling());
            try (BufferedReader lines = Files.newBufferedReader(events)) {
                return new RuntimeProfile(OperatorTimes.of(lines, invocations).operators(), events, graph);
            }
        } catch (OrtException | IOException e) {
            throw new RunnerException("ONNX Runtime did not write its profile: " + Messages.firstLine(e), e);
        } catch (JsonFormatException e) {
            throw new RunnerException(
                    "the profile that ONNX Runtime wrote cannot be read (" + e.getMessage()
                            + "): it is cut, or of a version that this program does not know; make room in the temporary"
                            + " folder, or choose another version by --runtime",
                    e);
        }
    }

    @Override
    public Session session() {
        return inner;
    }

    @Override
    public void close() throws RunnerException {
        inner.close();
    }
}
