package dev.squeezebench.records;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Stacks that a sampling profiler saw in a process of its own, in which the model was invoked again and again.
 *
 * @param event what was sampled: {@code cpu}, {@code wall}, {@code nativemem}
 * @param invocations how many there were meanwhile
 * @param total samples; of {@code nativemem}, bytes
 * @param top the frames in which most of them were, most first
 * @param html flame graph: a path relative to this file's folder
 * @param collapsed the stacks, one a line with its weight: a path relative to this file's folder
 */
public record FlameGraph(String event, int invocations, long total, List<Frame> top, String html, String collapsed) {
    public FlameGraph {
        top = Collections.unmodifiableList(new ArrayList<>(top));
    }

    /**
     * An innermost frame.
     *
     * @param name of the function, or of its library where that has no names
     * @param weight samples or bytes of the stacks that end in it
     */
    public record Frame(String name, long weight) {}
}
