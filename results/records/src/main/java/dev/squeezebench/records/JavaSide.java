package dev.squeezebench.records;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * An invocation as Java sees it, without a profiler, in a process of its own. What could not be had is absent, with a reason.
 *
 * @param invocationNs each invocation of the model
 * @param cpuNs processor time of the whole process in each; empty where it cannot be read finely
 * @param nullModelNs each invocation of a model with the same inputs and outputs that computes nothing: what remains is the
 *     call, its buffers, and what the runtime does for any model
 * @param allocatedBytes that the calling thread allocated on the Java heap in all invocations together
 * @param collections garbage collections meanwhile
 * @param collectionNs time in them
 * @param nativeBytes what C's allocator has handed out and not got back: at the start, and after every {@code nativeBlock}
 *     invocations of a session that asks that allocator for each tensor
 * @param nativeControlBytes the same readings of the same process with no invocation between them: what reading, and Java
 *     meanwhile, allocate themselves
 * @param nativeBlock invocations between two of these readings; 0 where there are none
 * @param absent why a value is not there, by its name in a record, such as {@code native_bytes}
 */
public record JavaSide(
        LongSeries invocationNs,
        LongSeries cpuNs,
        LongSeries nullModelNs,
        OptionalLong allocatedBytes,
        OptionalLong collections,
        OptionalLong collectionNs,
        LongSeries nativeBytes,
        LongSeries nativeControlBytes,
        int nativeBlock,
        Map<String, String> absent) {
    public JavaSide {
        absent = Collections.unmodifiableMap(new TreeMap<>(absent));
        if (invocationNs.isEmpty()) {
            throw new IllegalArgumentException("there is at least one invocation");
        }
        if (!cpuNs.isEmpty() && cpuNs.size() != invocationNs.size()) {
            throw new IllegalArgumentException("there is a processor time of every invocation");
        }
        if (nativeBytes.size() != nativeControlBytes.size()) {
            throw new IllegalArgumentException("there are as many readings of the control");
        }
        if (nativeBytes.isEmpty() == nativeBlock > 0) {
            throw new IllegalArgumentException("readings of native memory are some invocations apart");
        }
    }

    /** How many invocations of the model were timed. */
    public int invocations() {
        return invocationNs.size();
    }
}
