package dev.squeezebench.core.output;

import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.OutputError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares a runtime's outputs with the reference's, for every runner alike.
 *
 * <p>Where an output's first two axes are those of the attention mask, positions that the mask drops are left out: what
 * a model computes for padding means nothing and differs between lowerings.
 *
 * @param reference name of the reference
 * @param tolerance how far outputs may be from it
 * @param mask 1 where a position counts; absent where all do
 */
public record OutputComparison(String reference, OutputTolerance tolerance, Optional<Tensor> mask) {
    public static final String MASK = "attention_mask";

    /** One that leaves out what the attention mask drops, where the inputs have such a mask. */
    public static OutputComparison masked(String reference, OutputTolerance tolerance, List<Tensor> inputs) {
        return new OutputComparison(
                reference,
                tolerance,
                inputs.stream().filter(input -> input.name().equals(MASK)).findFirst());
    }

    /**
     * Compares every expected output; further outputs are nobody's business. The largest error and the tolerance are those
     * of the output that comes closest to its tolerance, or exceeds it most.
     */
    public OutputCheck check(List<Tensor> expected, List<Tensor> actual) {
        Map<String, Tensor> byName =
                actual.stream().collect(Collectors.toMap(Tensor::name, Function.identity(), (a, b) -> b, TreeMap::new));
        if (expected.isEmpty()) {
            return new OutputCheck.Incomparable(reference, "the reference has no outputs");
        }
        List<OutputError> errors = new ArrayList<>();
        for (Tensor wanted : expected) {
            Optional<Tensor> found = Optional.ofNullable(byName.get(wanted.name()));
            Optional<String> problem = problem(wanted, found, byName);
            if (problem.isPresent()) {
                return new OutputCheck.Incomparable(reference, problem.get());
            }
            ErrorAccumulator difference = difference(wanted, found.orElseThrow());
            if (difference.compared() == 0) {
                return new OutputCheck.Incomparable(
                        reference, "output '" + wanted.name() + "' has no position that the mask keeps");
            }
            if (difference.strange() > 0) {
                return new OutputCheck.Incomparable(
                        reference,
                        "output '" + wanted.name() + "' has " + difference.strange()
                                + " values that are NaN or infinite, of " + difference.compared());
            }
            errors.add(new OutputError(
                    wanted.name(),
                    difference.maxAbs(),
                    difference.maxRel(),
                    difference.cosine(),
                    tolerance.allowed(found.orElseThrow().type(), difference.expected())));
        }
        return summary(errors);
    }

    private OutputCheck summary(List<OutputError> errors) {
        OutputError worst = errors.get(0);
        double maxRel = 0;
        double cosine = 1;
        for (OutputError error : errors) {
            worst = used(error) > used(worst) ? error : worst;
            maxRel = Math.max(maxRel, error.maxRelError());
            cosine = Math.min(cosine, error.cosine());
        }
        return new OutputCheck.Checked(
                reference,
                worst.maxAbsError(),
                maxRel,
                cosine,
                worst.tolerance(),
                worst.maxAbsError() <= worst.tolerance(),
                errors);
    }

    /** Share of the tolerance that an error takes; where nothing is allowed, any error is more than all of it. */
    private static double used(OutputError error) {
        return error.maxAbsError() == 0 ? 0 : error.maxAbsError() / error.tolerance();
    }

    private Optional<String> problem(Tensor wanted, Optional<Tensor> found, Map<String, Tensor> byName) {
        if (found.isEmpty()) {
            return Optional.of("there is no output '" + wanted.name() + "', only " + byName.keySet());
        }
        if (!found.get().shape().equals(wanted.shape())) {
            return Optional.of(
                    "output '" + wanted.name() + "' has shape " + found.get().shape() + ", not " + wanted.shape());
        }
        return Optional.empty();
    }

    private ErrorAccumulator difference(Tensor wanted, Tensor found) {
        TensorValues expected = new TensorValues(wanted);
        TensorValues actual = new TensorValues(found);
        Optional<TensorValues> counts =
                mask.filter(positions -> belongs(positions, wanted)).map(TensorValues::new);
        int elements = Math.toIntExact(wanted.elements());
        int positions = counts.isPresent() ? Math.toIntExact(mask.orElseThrow().elements()) : 1;
        int width = positions == 0 ? 0 : elements / positions;
        ErrorAccumulator difference = new ErrorAccumulator();
        for (int position = 0; position < positions; position++) {
            if (counts.isPresent() && counts.get().at(position) == 0) {
                continue;
            }
            for (int i = position * width; i < (position + 1) * width; i++) {
                difference.add(expected.at(i), actual.at(i));
            }
        }
        return difference;
    }

    private static boolean belongs(Tensor positions, Tensor output) {
        int axes = positions.shape().size();
        return output.shape().size() >= axes && output.shape().subList(0, axes).equals(positions.shape());
    }
}
