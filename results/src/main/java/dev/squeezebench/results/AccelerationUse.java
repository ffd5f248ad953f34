package dev.squeezebench.results;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What acceleration was asked for and what was obtained: runtimes fall back silently.
 *
 * @param requested as selected, such as {@code xnnpack}
 * @param obtained as the runtime reported; absent when the trial did not get so far
 * @param placement graph nodes by where they ran, such as {@code xnnpack=614, builtin=3}; empty when unknown
 */
public record AccelerationUse(String requested, Optional<String> obtained, Map<String, Integer> placement) {
    public AccelerationUse {
        placement = Collections.unmodifiableMap(new TreeMap<>(placement));
    }
}
