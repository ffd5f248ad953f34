package dev.squeezebench.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One invocation of the command that measures: the first line of its result file.
 *
 * @param run id of the run
 * @param at when it began
 * @param version version of the program
 * @param commandLine arguments as typed, paths hashed unless {@code identified}
 * @param seed seed of weights, inputs and order
 * @param settings every setting that was in force, defaults included, by its flag's name in snake_case
 * @param quick whether it was a {@code --quick} run, whose numbers are a smoke test and no measurement
 * @param identified whether host name, user, paths and serials are in clear text
 * @param bundle contents of the bundle that it ran from: versions and hashes by name; empty where it ran from none
 */
public record RunRecord(
        String run,
        Instant at,
        String version,
        List<String> commandLine,
        long seed,
        Map<String, String> settings,
        boolean quick,
        boolean identified,
        Map<String, String> bundle)
        implements ResultRecord {
    public RunRecord {
        commandLine = Collections.unmodifiableList(new ArrayList<>(commandLine));
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        bundle = Collections.unmodifiableMap(new TreeMap<>(bundle));
    }
}
