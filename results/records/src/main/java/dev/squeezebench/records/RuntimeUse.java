package dev.squeezebench.records;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the runtime said of itself and how it was set up.
 *
 * @param build what it reports of how it was built; absent when the trial did not get so far
 * @param settings every setting that was applied, defaults of ours included, by name
 */
public record RuntimeUse(Optional<String> build, Map<String, String> settings) {
    /** The trial did not get so far. */
    public static final RuntimeUse UNKNOWN = new RuntimeUse(Optional.empty(), Collections.emptyMap());

    public RuntimeUse {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }
}
