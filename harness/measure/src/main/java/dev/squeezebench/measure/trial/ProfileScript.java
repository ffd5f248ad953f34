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
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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
            new RuntimeProfileFile(runtime.version(), recorder.samples(0).ns(), profiled.profile(invocations))
                    .write(folder.resolve(RESULT));
        }
    }
}
