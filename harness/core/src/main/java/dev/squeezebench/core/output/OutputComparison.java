package dev.squeezebench.core.output;

import dev.squeezebench.measure.tensor.Tensor;
import dev.squeezebench.records.OutputCheck;
import dev.squeezebench.records.OutputError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
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
     * Compares every expected output and ignores outputs that are not expected. The largest error and the tolerance are those
     * of the output that comes closest to its tolerance, or exceeds it most. Empty equals empty.
     */
    public OutputCheck check(List<Tensor> expected, List<Tensor> actual) {
        Map<String, Tensor> byName =
                actual.stream().collect(Collectors.toMap(Tensor::name, Function.identity(), (a, b) -> b, TreeMap::new));
        if (expected.isEmpty()) {
            return new OutputCheck.Incomparable(reference, "the reference has no outputs");
        }
        Map<String, ErrorAccumulator> errors = new LinkedHashMap<>();
        List<OutputCheck.NotJudged> notJudged = new ArrayList<>();
        for (Tensor wanted : expected) {
            Optional<Tensor> found = Optional.ofNullable(byName.get(wanted.name()));
            Optional<String> problem = problem(wanted, found, byName);
            if (problem.isPresent()) {
                return new OutputCheck.Incomparable(reference, problem.get());
            }
            ErrorAccumulator compared = compare(wanted, found.orElseThrow());
            if (compared.compared() == 0 && wanted.elements() > 0) {
                return new OutputCheck.Incomparable(
                        reference, "output '" + wanted.name() + "' has no position that the mask keeps");
            }
            if (compared.notFinite() > 0) {
                return new OutputCheck.Incomparable(
                        reference,
                        "output '" + wanted.name() + "' has " + compared.notFinite()
                                + " values that are NaN or infinite, of " + compared.compared());
            }
            if (compared.tooSmall(found.orElseThrow().type())) {
                notJudged.add(new OutputCheck.NotJudged(
                        wanted.name(),
                        "every value is below "
                                + OutputTolerance.smallest(found.orElseThrow().type())
                                + ": too small to tell right from wrong"));
            } else {
                errors.put(wanted.name(), compared);
            }
        }
        return errors.isEmpty() ? allTooSmall(notJudged) : summary(errors, notJudged);
    }

    private static OutputCheck allTooSmall(List<OutputCheck.NotJudged> notJudged) {
        return new OutputCheck.NotChecked(notJudged.stream()
                .map(output -> "output '" + output.name() + "': " + output.reason())
                .collect(Collectors.joining("; ")));
    }

    private OutputCheck summary(Map<String, ErrorAccumulator> compared, List<OutputCheck.NotJudged> notJudged) {
        List<OutputError> errors = compared.entrySet().stream()
                .map(output -> output.getValue().error(output.getKey()))
                .toList();
        Map.Entry<String, ErrorAccumulator> worst =
                Collections.max(compared.entrySet(), Comparator.comparingDouble(output -> output.getValue()
                        .boundShare()));
        OutputError shown = worst.getValue().error(worst.getKey());
        return new OutputCheck.Checked(
                reference,
                shown.maxAbsError(),
                errors.stream().mapToDouble(OutputError::maxRelError).max().orElse(0),
                errors.stream().mapToDouble(OutputError::cosine).min().orElse(1),
                shown.tolerance(),
                shown.passed(),
                errors,
                notJudged);
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

    private ErrorAccumulator compare(Tensor wanted, Tensor found) {
        int elements = Math.toIntExact(wanted.elements());
        Optional<Tensor> positions = mask.filter(kept -> belongs(kept, wanted));
        IntPredicate counts = index -> true;
        if (positions.isPresent() && elements > 0) {
            TensorValues kept = new TensorValues(positions.get());
            int width = elements / Math.toIntExact(positions.get().elements());
            counts = index -> kept.at(index / width) != 0;
        }
        return new ErrorAccumulator(
                new TensorValues(wanted), new TensorValues(found), elements, counts, found.type(), tolerance);
    }

    private static boolean belongs(Tensor positions, Tensor output) {
        int axes = positions.shape().size();
        return output.shape().size() >= axes && output.shape().subList(0, axes).equals(positions.shape());
    }
}
