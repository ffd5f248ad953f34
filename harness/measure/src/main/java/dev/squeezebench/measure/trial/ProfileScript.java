package dev.squeezebench.measure.trial;

import dev.squeezebench.measure.loop.MeasuringLoop;
import dev.squeezebench.measure.loop.Recorder;
import dev.squeezebench.measure.runner.ProfiledSession;
import dev.squeezebench.measure.runner.Runner;
import dev.squeezebench.measure.runner.RunnerException;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.measure.runner.Session;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.TensorShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happens inside the process of a profile, which is a trial of its own: nothing that it times is a sample of another
 * trial.
 *
 * @param request what to open, on which inputs
 * @param warmUps invocations before those that are reported: a count, since a profiler keeps every event
 * @param invocations how many are reported
 */
public record ProfileScript(TrialRequest request, int warmUps, int invocations) {
    /** In the folder of a profile: what {@link #run} leaves. */
    public static final String RESULT = "profile.json";

    public ProfileScript {
        if (warmUps < 1 || invocations < 1) {
            throw new IllegalArgumentException("a profile has a warm-up and at least 1 invocation");
        }
    }

    /**
     * Opens the model, invokes it, and writes {@link #RESULT}.
     *
     * @param folder empty; for what the runtime writes, and the result
     */
    public void run(Runner runner, MeasuringLoop loop, Path folder) throws RunnerException, IOException {
        List<Tensor> inputs = Safetensors.read(request.inputs());
        RuntimeInfo runtime = runner.initialize();
        try (ProfiledSession profiled = runner.openProfiled(request.session().with(inputs), folder)) {
            Session session = profiled.session();
            session.bind(inputs);
            Recorder recorder = loop.recorder(Math.max(warmUps, invocations));
            for (int i = 0; i < warmUps; i++) {
                loop.invoke(session, recorder);
            }
            recorder.clear();
            for (int i = 0; i < invocations; i++) {
                loop.invoke(session, recorder);
            }
            Map<String, TensorShape> outputs = outputs(session);
            new RuntimeProfileFile(runtime.version(), recorder.samples(0).ns(), profiled.profile(invocations), outputs)
                    .write(folder.resolve(RESULT));
        }
    }

    /** Of a model whose outputs cannot be read, none: they are no part of the profile. */
    private static Map<String, TensorShape> outputs(Session session) {
        Map<String, TensorShape> outputs = new LinkedHashMap<>();
        try {
            for (Tensor output : session.outputs()) {
                outputs.put(output.name(), new TensorShape(output.type().word(), output.shape()));
            }
            return outputs;
        } catch (RunnerException unreadable) {
            return new LinkedHashMap<>();
        }
    }
}
