package dev.squeezebench.cli.profile;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.PlannedScenario;
import dev.squeezebench.core.trial.Profiler;
import dev.squeezebench.measure.tensor.Safetensors;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.JavaSide;
import dev.squeezebench.records.TensorShape;
import dev.squeezebench.workloads.profile.NullModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Looks at the invocations of a scenario from Java, beside a null model. */
record JavaSideTrial(Console console, Profiler profiler) {
    /**
     * Looks.
     *
     * @param outputs of an invocation, by name
     * @param invocations how many are timed
     * @param folder for the null model
     * @return absent with a warning where it could not be done: the profile stands without it
     * @throws InterruptedException when the program shuts down
     */
    Optional<JavaSide> of(Arm arm, Map<String, TensorShape> outputs, int invocations, Path folder)
            throws IOException, InterruptedException {
        Optional<Path> nullModel =
                NullModel.write(arm.planned().runner().modelFormat(), inputs(arm.planned()), outputs, folder);
        Profiler.Outcome outcome = profiler.javaSide(arm, nullModel, invocations);
        if (outcome instanceof Profiler.Outcome.None none) {
            console.warning("nothing from the Java side of " + arm + ": " + none.reason());
            return Optional.empty();
        }
        return Optional.of(((Profiler.Outcome.Seen) outcome).side());
    }

    /** The inputs of an invocation, by name. */
    static Map<String, TensorShape> inputs(PlannedScenario planned) throws IOException {
        Map<String, TensorShape> inputs = new LinkedHashMap<>();
        for (Tensor tensor : Safetensors.read(planned.inputs())) {
            inputs.put(tensor.name(), new TensorShape(tensor.type().word(), tensor.shape()));
        }
        return inputs;
    }
}
