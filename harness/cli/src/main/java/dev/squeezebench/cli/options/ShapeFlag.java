package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code --shape input_ids=1x128}. */
public final class ShapeFlag {
    private static final String SIZES = "[0-9]{1,15}(x[0-9]{1,15})*";

    private ShapeFlag() {}

    /**
     * Shapes by input name.
     *
     * @param words one for each input; names may hold {@code =}, sizes stand behind the last one, none for a scalar
     * @throws UserException when one is not of that form, or an input is named twice
     */
    public static Map<String, List<Long>> parse(List<String> words) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        for (String word : words) {
            int at = word.lastIndexOf('=');
            String sizes = word.substring(at + 1);
            if (at < 1 || !(sizes.isEmpty() || sizes.matches(SIZES))) {
                throw UserException.usage(
                        "--shape " + Printable.text(word) + ": write NAME=SIZExSIZE, such as input_ids=1x128");
            }
            List<Long> shape = new ArrayList<>();
            for (String size : sizes.isEmpty() ? new String[0] : sizes.split("x", -1)) {
                shape.add(Long.parseLong(size));
            }
            if (shapes.put(word.substring(0, at), shape) != null) {
                throw UserException.usage("--shape names " + Printable.text(word.substring(0, at)) + " twice");
            }
        }
        return shapes;
    }
}
