package dev.squeezebench.android.simulated;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Something that happens to a phone once.
 *
 * @param when what its host asks for, pushes or is told then, as {@code asked shell,v2,raw:...}, {@code pushed /data/...} or
 *     {@code told ...}
 * @param action what happens
 */
public record Fault(Pattern when, Action action) {
    /** What happens to a phone. */
    @FunctionalInterface
    public interface Action {
        void happenTo(Phone phone) throws IOException;
    }

    /** At the first service or file whose description contains the expression. */
    public static Fault at(String when, Action action) {
        return new Fault(Pattern.compile(when, Pattern.DOTALL), action);
    }

    boolean isDue(String event) {
        return when.matcher(event).find();
    }
}
