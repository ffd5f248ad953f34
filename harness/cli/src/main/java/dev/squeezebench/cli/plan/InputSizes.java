package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.SelectionOptions;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.tensors.NetworkTensors;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much is computed at once.
 *
 * @param batches sequences in an inference
 * @param sequenceLengths tokens in a sequence; no network that is measured has fewer positions
 * @param paddings hidden positions of a hundred; one that is absent where the user's data have a mask
 * @param warnings what a reader of the results has to know of them
 */
public record InputSizes(
        List<Integer> batches, List<Integer> sequenceLengths, List<OptionalInt> paddings, List<Warning> warnings) {
    public InputSizes {
        batches = List.copyOf(batches);
        sequenceLengths = List.copyOf(sequenceLengths);
        paddings = List.copyOf(paddings);
        warnings = List.copyOf(warnings);
    }

    /**
     * As the user's data have it, else as the user said, else the usual ones. Where a network has fewer positions than the
     * usual length, all are measured with as many as it has, since only equal lengths can be compared, and a warning says
     * so.
     *
     * @throws UserException when the user named a length that a network has no positions for, padding where there is none to
     *     be, or other sizes than the data have
     */
    static InputSizes of(SelectionOptions options, List<EmittedNetwork> networks) {
        List<Integer> batches = options.batches().isEmpty() ? List.of(SelectionOptions.USUAL_BATCH) : options.batches();
        List<Integer> lengths = options.sequenceLengths();
        List<OptionalInt> paddings = (options.paddings().isEmpty() ? List.of(0) : options.paddings())
                .stream().map(OptionalInt::of).toList();
        Optional<UserInputs> data =
                networks.stream().flatMap(network -> network.data().stream()).findFirst();
        if (data.isPresent()) {
            if (!options.paddings().isEmpty()) {
                throw UserException.usage("--padding: the data of --inputs have a mask; leave --padding out");
            }
            Map<String, Long> sizes = data.get().sizes();
            return new InputSizes(
                    List.of(fixed("--batch", options.batches(), sizes, NetworkTensors.BATCH)),
                    List.of(fixed("--sequence-length", lengths, sizes, NetworkTensors.SEQUENCE)),
                    List.of(OptionalInt.empty()),
                    List.of());
        }
        int usual = SelectionOptions.USUAL_LENGTH;
        Optional<TrainedNetwork> shortest =
                networks.stream().map(EmittedNetwork::trained).min(Comparator.comparingInt(InputSizes::positions));
        if (shortest.isEmpty()) {
            return new InputSizes(batches, lengths.isEmpty() ? List.of(usual) : lengths, paddings, List.of());
        }
        if (!lengths.isEmpty()) {
            lengths.forEach(length -> check(length, shortest.get(), options));
            return new InputSizes(batches, lengths, paddings, List.of());
        }
        int reached = Math.min(usual, positions(shortest.get()));
        return new InputSizes(
                batches,
                List.of(reached),
                paddings,
                reached == usual
                        ? List.of()
                        : List.of(shortened(usual, reached, shortest.get().name())));
    }

    /** A flag may repeat what the inputs say, and nothing else. */
    private static int fixed(String flag, List<Integer> flagged, Map<String, Long> sizes, String axis) {
        int size = Math.toIntExact(sizes.getOrDefault(axis, 1L));
        for (int value : flagged) {
            if (value != size) {
                throw UserException.usage(flag + ' ' + value + ": --inputs has " + size + "; leave " + flag + " out");
            }
        }
        return size;
    }

    private static void check(int length, TrainedNetwork shortest, SelectionOptions options) {
        if (length == 1 && options.paddings().stream().anyMatch(percent -> percent > 0)) {
            throw UserException.usage(
                    "--padding: a sequence of one token has none to hide; choose 2 or more by" + " --sequence-length");
        }
        if (length < 1 || length > positions(shortest)) {
            throw UserException.usage("--sequence-length " + length + ": must be between 1 and " + positions(shortest)
                    + ", the positions of " + shortest.name());
        }
    }

    private static Warning shortened(int usual, int reached, String name) {
        return WarningCode.SEQUENCE_LENGTH_SHORTENED.warning(
                reached + " tokens instead of the usual " + usual + ": " + name + " has no more positions",
                "choose a length by --sequence-length to compare with other runs");
    }

    private static int positions(TrainedNetwork trained) {
        return trained.network().embeddings().positions();
    }
}
