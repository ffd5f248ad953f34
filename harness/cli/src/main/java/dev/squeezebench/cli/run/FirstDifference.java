package dev.squeezebench.cli.run;

import dev.squeezebench.cli.plan.UserInputs;
import dev.squeezebench.core.output.OutputComparison;
import dev.squeezebench.core.output.OutputTolerance;
import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.OutputError;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.reference.ReferenceEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds where outputs that a runtime's differ from begin to differ: the file that {@code --expect} named is compared,
 * layer by layer, with the reference implementation, which computes the same inputs.
 */
final class FirstDifference {
    private final TrainedNetwork trained;
    private final UserInputs given;
    private final OutputTolerance tolerance;

    FirstDifference(TrainedNetwork trained, UserInputs given, OutputTolerance tolerance) {
        this.trained = trained;
        this.given = given;
        this.tolerance = tolerance;
    }

    /**
     * One sentence on it; absent where the user gave nothing to compare with.
     *
     * @throws IOException when the weights cannot be read
     */
    Optional<String> sentence() throws IOException {
        if (given.expected().isEmpty()) {
            return Optional.empty();
        }
        List<Tensor> inputs = given.tensors();
        List<Tensor> reference =
                new ReferenceEncoder(trained.network(), trained.weights()).outputs(inputs, ProgressListener.Task.NONE);
        OutputComparison comparison = OutputComparison.masked(ReferenceEncoder.NAME, tolerance, inputs);
        for (Tensor layer : layers(given.expected().get())) {
            OutputCheck check = comparison.check(List.of(layer), reference);
            if (check instanceof OutputCheck.Checked checked && !checked.passed()) {
                return Optional.of(differs(checked.outputs().get(0)));
            }
            if (check instanceof OutputCheck.Incomparable incomparable) {
                return Optional.of(
                        start() + "cannot be compared with the reference implementation: " + incomparable.reason());
            }
        }
        return Optional.of(start() + "is what the reference implementation computes, layer by layer: it is the runtime"
                + " that differs");
    }

    private String differs(OutputError error) {
        return start()
                + String.format(
                        Locale.ROOT,
                        "differs from the reference implementation first at %s, by up to %.3g: %s",
                        error.name(),
                        error.maxAbsError(),
                        "look there, or whether it belongs to these weights and inputs");
    }

    private String start() {
        return trained.name() + ": the file of --expect ";
    }

    /** In the order of the computation. */
    private static List<Tensor> layers(UserInputs.Expected expected) {
        List<Tensor> layers = new ArrayList<>(expected.states());
        layers.addAll(expected.outputs());
        return layers;
    }
}
