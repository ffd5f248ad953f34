package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.workloads.model.InputShapes;
import java.util.List;
import java.util.Map;

/** Reads {@code --shape input_ids=1x128}. */
public final class ShapeFlag {
    private ShapeFlag() {}

    /**
     * Shapes by input name.
     *
     * @throws UserException when one is not of that form, or an input is named twice
     */
    public static Map<String, List<Long>> parse(List<String> words) {
        try {
            return InputShapes.parse(words);
        } catch (IllegalArgumentException e) {
            throw UserException.usage("--shape " + e.getMessage(), e);
        }
    }
}
