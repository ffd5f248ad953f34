package dev.squeezebench.android.simulated;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Something that happens to a phone once.
 *
 * @param when what its host asks for, pushes or is told then, as {@code asked shell,v2,raw:...}, {@code pushed /data/...} or
 *     {@code told ...}
 * @param time the number of the event, of those that contain it, at which it happens, from 1
 * @param action what happens
 */
public record Fault(Pattern when, int time, Action action) {
    /** What happens to a phone. */
    @FunctionalInterface
    public interface Action {
        void happenTo(Phone phone) throws IOException;
    }

    /** At the first service or file whose description contains the expression. */
    public static Fault at(String when, Action action) {
        return at(when, 1, action);
    }

    /** The same at a later one. */
    public static Fault at(String when, int time, Action action) {
        return new Fault(Pattern.compile(when, Pattern.DOTALL), time, action);
    }

    boolean concerns(String event) {
        return when.matcher(event).find();
    }

    /** What is left of it after an event that concerns it and at which it does not happen yet. */
    Fault later() {
        return new Fault(when, time - 1, action);
    }
}
