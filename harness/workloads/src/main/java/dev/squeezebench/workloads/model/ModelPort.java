package dev.squeezebench.workloads.model;

import dev.squeezebench.measure.tensor.ElementType;
import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * An input or an output of a user's model.
 *
 * @param name as the runtime knows it
 * @param alias name in the file's signature, where it is another one
 * @param typeWord element type in the file's own word or ours, such as {@code float32} or {@code STRING}
 * @param type the same, where tensors of it can be exchanged
 * @param dimensions one for each axis; absent where the file does not even say how many there are
 * @param idsBelow size of the smallest table that is looked up by this input's values
 */
public record ModelPort(
        String name,
        Optional<String> alias,
        String typeWord,
        Optional<ElementType> type,
        Optional<List<Dimension>> dimensions,
        OptionalLong idsBelow) {
    public ModelPort {
        dimensions = dimensions.map(List::copyOf);
    }

    /** Whether the file leaves no size open. */
    public boolean isFixed() {
        return dimensions.isPresent()
                && dimensions.get().stream()
                        .allMatch(dimension -> dimension.size().isPresent());
    }

    /** Whether the user may mean this one. */
    public boolean answersTo(String word) {
        return name.equals(word) || alias.filter(word::equals).isPresent();
    }

    /** The dimensions as {@code batch x 128}, {@code ?} where one has no name either. */
    public String shape() {
        return dimensions
                .map(axes -> axes.isEmpty()
                        ? "scalar"
                        : axes.stream().map(ModelPort::word).collect(Collectors.joining(" x ")))
                .orElse("any");
    }

    private static String word(Dimension dimension) {
        return dimension.size().isPresent()
                ? Long.toString(dimension.size().getAsLong())
                : dimension.symbol().orElse("?");
    }

    /**
     * Its element type.
     *
     * @param file the model, for the message
     * @throws UnreadableFileException when it is none of which there can be data
     */
    public ElementType requireType(Path file) throws UnreadableFileException {
        return type.orElseThrow(() -> new UnreadableFileException(
                file,
                "its " + Printable.quoted(name) + " is of type " + typeWord + ", which cannot be given or compared",
                "convert it to booleans, integers or floating point"));
    }

    ModelPort withIdsBelow(OptionalLong limit) {
        return new ModelPort(name, alias, typeWord, type, dimensions, limit);
    }
}
