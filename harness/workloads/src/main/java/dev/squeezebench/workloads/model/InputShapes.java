package dev.squeezebench.workloads.model;

import dev.squeezebench.measure.tensor.TensorInfo.Dimension;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The size of every axis of a model's inputs: what the file fixes, what was given, and what follows because two axes have
 * the same symbol.
 *
 * @param shapes by input name, in the model's order
 * @param symbols sizes by symbol
 */
public record InputShapes(Map<String, List<Long>> shapes, Map<String, Long> symbols) {
    /** What a missing size is in the flag that is shown: short enough for any model of text. */
    private static final long SHOWN_SIZE = 128;

    private static final String SIZES = "[0-9]{1,15}(x[0-9]{1,15})*";

    public InputShapes {
        shapes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
        symbols = Map.copyOf(symbols);
    }

    /**
     * Reads shapes such as {@code input_ids=1x128}.
     *
     * @param words one for each input; names may have {@code =}, sizes follow the last one, none for a scalar
     * @throws IllegalArgumentException when one is not of that form, or an input is named twice; the message begins with it
     */
    public static Map<String, List<Long>> parse(List<String> words) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        for (String word : words) {
            int at = word.lastIndexOf('=');
            String sizes = word.substring(at + 1);
            if (at < 1 || !(sizes.isEmpty() || sizes.matches(SIZES))) {
                throw new IllegalArgumentException(
                        Printable.text(word) + ": write NAME=SIZExSIZE, such as input_ids=1x128");
            }
            List<Long> shape = new ArrayList<>();
            for (String size : sizes.isEmpty() ? new String[0] : sizes.split("x", -1)) {
                shape.add(Long.parseLong(size));
            }
            if (shapes.put(word.substring(0, at), shape) != null) {
                throw new IllegalArgumentException(
                        Printable.text(word) + ": " + Printable.text(word.substring(0, at)) + " is named twice");
            }
        }
        return shapes;
    }

    /**
     * Decides on every size.
     *
     * @param given shapes by input name or alias; names that the model does not have are not looked at
     * @throws UnreadableFileException when an input takes no tensor that we can make, a size stays open, or one that was
     *     given contradicts the file
     */
    public static InputShapes of(ModelMetadata model, Map<String, List<Long>> given) throws UnreadableFileException {
        for (ModelPort input : model.inputs()) {
            input.requireType(model.file());
        }
        Map<String, Long> symbols = new HashMap<>();
        Map<String, List<Long>> byName = new HashMap<>();
        for (ModelPort input : model.inputs()) {
            Optional<List<Long>> shape = given(input, given);
            if (shape.isPresent()) {
                bind(model, input, shape.get(), symbols);
                byName.put(input.name(), shape.get());
            }
        }
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        List<ModelPort> open = new ArrayList<>();
        for (ModelPort input : model.inputs()) {
            Optional<List<Long>> shape =
                    Optional.ofNullable(byName.get(input.name())).or(() -> follows(input, symbols));
            shape.ifPresent(sizes -> shapes.put(input.name(), sizes));
            if (shape.isEmpty()) {
                open.add(input);
            }
        }
        if (!open.isEmpty()) {
            throw missing(model, open, symbols);
        }
        return new InputShapes(shapes, symbols);
    }

    private static Optional<List<Long>> given(ModelPort input, Map<String, List<Long>> given) {
        return Optional.ofNullable(given.get(input.name()))
                .or(() -> input.alias().flatMap(alias -> Optional.ofNullable(given.get(alias))));
    }

    private static void bind(ModelMetadata model, ModelPort input, List<Long> shape, Map<String, Long> symbols)
            throws UnreadableFileException {
        if (input.dimensions().isEmpty()) {
            return;
        }
        List<Dimension> axes = input.dimensions().get();
        boolean fits = axes.size() == shape.size();
        for (int axis = 0; fits && axis < axes.size(); axis++) {
            long size = shape.get(axis);
            Optional<String> symbol = axes.get(axis).symbol();
            fits = axes.get(axis).size().orElse(size) == size
                    && (symbol.isEmpty() || symbols.computeIfAbsent(symbol.get(), first -> size) == size);
        }
        if (!fits) {
            throw new UnreadableFileException(
                    model.file(),
                    "its input " + Printable.quoted(input.name()) + " is of shape " + Printable.text(input.shape())
                            + known(input, symbols) + " and cannot be " + text(shape),
                    "give " + flag(List.of(input), symbols));
        }
    }

    private static String known(ModelPort input, Map<String, Long> symbols) {
        String known = input.dimensions().orElse(List.of()).stream()
                .flatMap(axis -> axis.symbol().stream())
                .distinct()
                .filter(symbols::containsKey)
                .map(symbol -> Printable.text(symbol) + ' ' + symbols.get(symbol))
                .collect(Collectors.joining(", "));
        return known.isEmpty() ? "" : " (" + known + ')';
    }

    private static Optional<List<Long>> follows(ModelPort input, Map<String, Long> symbols) {
        if (input.dimensions().isEmpty()) {
            return Optional.empty();
        }
        List<Long> shape = new ArrayList<>();
        for (Dimension axis : input.dimensions().get()) {
            Optional<Long> size = axis.size().isPresent()
                    ? Optional.of(axis.size().getAsLong())
                    : axis.symbol().flatMap(symbol -> Optional.ofNullable(symbols.get(symbol)));
            if (size.isEmpty()) {
                return Optional.empty();
            }
            shape.add(size.get());
        }
        return Optional.of(shape);
    }

    private static UnreadableFileException missing(
            ModelMetadata model, List<ModelPort> open, Map<String, Long> symbols) {
        return new UnreadableFileException(
                model.file(),
                "it leaves sizes open: "
                        + open.stream()
                                .map(input -> Printable.text(input.name()) + " (" + Printable.text(input.shape()) + ')')
                                .collect(Collectors.joining(", ")),
                "give them by " + flag(open, symbols) + " or by data with --inputs");
    }

    private static String flag(List<ModelPort> inputs, Map<String, Long> symbols) {
        Map<String, Long> sizes = new HashMap<>(symbols);
        // A symbol that is the first axis somewhere is a batch wherever it occurs.
        inputs.stream()
                .flatMap(input -> input.dimensions().stream())
                .filter(axes -> !axes.isEmpty())
                .forEach(axes -> axes.get(0).symbol().ifPresent(symbol -> sizes.putIfAbsent(symbol, 1L)));
        return inputs.stream()
                .map(input -> Printable.text(input.name()) + '=' + text(example(input, sizes)))
                .collect(Collectors.joining(",", "--shape ", ""));
    }

    private static List<Long> example(ModelPort input, Map<String, Long> sizes) {
        List<Long> shape = new ArrayList<>();
        for (Dimension axis : input.dimensions().orElse(List.of())) {
            long open = shape.isEmpty() ? 1 : SHOWN_SIZE;
            shape.add(axis.size().orElseGet(() -> axis.symbol().map(sizes::get).orElse(open)));
        }
        return input.dimensions().isPresent() ? shape : List.of(1L, SHOWN_SIZE);
    }

    /** A shape as users write it: {@code 1x128}; nothing for a scalar. */
    public static String text(List<Long> shape) {
        return shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
