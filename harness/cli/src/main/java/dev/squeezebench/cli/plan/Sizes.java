package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.SelectionOptions;
import dev.squeezebench.records.Warning;
import dev.squeezebench.workloads.TrainedNetwork;
import dev.squeezebench.workloads.tensors.NetworkTensors;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How much is computed at once.
 *
 * @param batches sequences in an inference
 * @param sequenceLengths tokens in a sequence; no network that is measured has fewer positions
 * @param warnings what a reader of the results has to know of them
 */
public record Sizes(List<Integer> batches, List<Integer> sequenceLengths, List<Warning> warnings) {
    public Sizes {
        batches = List.copyOf(batches);
        sequenceLengths = List.copyOf(sequenceLengths);
        warnings = List.copyOf(warnings);
    }

    /**
     * As the user's data have it, else as the user said, else the usual ones. Where a network has fewer positions than the usual length, all are measured
     * with as many as it has, since only equal lengths can be compared, and a warning says so.
     *
     * @param given data for each network; empty where the user gave none
     * @throws UserException when the user named a length that a network has no positions for, or other sizes than the data
     *     have
     */
    static Sizes of(SelectionOptions options, List<TrainedNetwork> networks, List<Given> given) {
        if (networks.isEmpty()) {
            return ofFilesAlone(options);
        }
        if (!given.isEmpty()) {
            Map<String, Long> sizes = given.get(0).inputs().sizes();
            return new Sizes(
                    List.of(fixed("--batch", options.batches(), sizes, NetworkTensors.BATCH)),
                    List.of(fixed("--sequence-length", options.sequenceLengths(), sizes, NetworkTensors.SEQUENCE)),
                    List.of());
        }
        List<Integer> batches = options.batches().isEmpty() ? List.of(SelectionOptions.USUAL_BATCH) : options.batches();
        TrainedNetwork shortest =
                networks.stream().min(Comparator.comparingInt(Sizes::positions)).orElseThrow();
        List<Integer> lengths = options.sequenceLengths();
        if (!lengths.isEmpty()) {
            lengths.forEach(length -> check(length, shortest));
            return new Sizes(batches, lengths, List.of());
        }
        int usual = SelectionOptions.USUAL_LENGTH;
        int reached = Math.min(usual, positions(shortest));
        return new Sizes(
                batches,
                List.of(reached),
                reached == usual ? List.of() : List.of(shortened(usual, reached, shortest.name())));
    }

    /** A file of the user's own says itself what goes into it. */
    private static Sizes ofFilesAlone(SelectionOptions options) {
        if (!options.batches().isEmpty() || !options.sequenceLengths().isEmpty()) {
            throw UserException.usage(
                    "--batch and --sequence-length are for workloads and checkpoints: give the sizes of"
                            + " a model's inputs by --shape");
        }
        if (!options.dtypes().equals(List.of(SelectionOptions.USUAL_DTYPE))) {
            throw UserException.usage("--dtype is for workloads and checkpoints: a model file is measured in the types"
                    + " that it has; leave --dtype out");
        }
        return new Sizes(List.of(), List.of(), List.of());
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

    private static void check(int length, TrainedNetwork shortest) {
        if (length < 1 || length > positions(shortest)) {
            throw UserException.usage("--sequence-length " + length + ": must be between 1 and " + positions(shortest)
                    + ", the positions of " + shortest.name());
        }
    }

    private static Warning shortened(int usual, int reached, String name) {
        return new Warning(
                "sequence_length_shortened",
                reached + " tokens instead of the usual " + usual + ": " + name + " has no more positions",
                "choose a length by --sequence-length to compare with other runs");
    }

    private static int positions(TrainedNetwork trained) {
        return trained.network().embeddings().positions();
    }
}
