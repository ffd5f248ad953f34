package dev.squeezebench.cli.plan;

import dev.squeezebench.records.text.Printable;
import java.util.List;
import java.util.stream.Collectors;

/** Tensors of a checkpoint that the encoder does without, in words. */
final class IgnoredTensors {
    private static final int SHOWN = 3;

    private final String checkpoint;
    private final List<String> names;

    /**
     * @param checkpoint name of the checkpoint
     * @param names of the tensors; at least one
     */
    IgnoredTensors(String checkpoint, List<String> names) {
        this.checkpoint = checkpoint;
        this.names = List.copyOf(names);
    }

    /** One line for a terminal: how many they are and what the first are called. */
    String inShort() {
        int more = names.size() - SHOWN;
        return beginning()
                + list(names.subList(0, Math.min(SHOWN, names.size())))
                + (more > 0 ? " and " + more + " more ('models inspect' lists them)" : "");
    }

    /** All of them. */
    String inFull() {
        return beginning() + list(names);
    }

    private String beginning() {
        return checkpoint + ": the encoder is measured, " + names.size()
                + (names.size() == 1 ? " tensor is" : " tensors are") + " ignored: ";
    }

    private static String list(List<String> names) {
        return names.stream().map(Printable::text).collect(Collectors.joining(", "));
    }
}
