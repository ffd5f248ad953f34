package dev.squeezebench.measure.runner;

import dev.squeezebench.measure.tensor.TensorInfo;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Warning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an open session says of itself, asked of the runtime and not assumed.
 *
 * @param runtime version and build
 * @param acceleration requested, obtained and where the nodes were placed
 * @param settings every setting that was applied, defaults of ours included, by name
 * @param inputs the model's inputs
 * @param outputs the model's outputs
 * @param warnings what a reader of the result has to know, such as an acceleration that took no node of the graph
 */
public record SessionInfo(
        RuntimeInfo runtime,
        AccelerationUse acceleration,
        Map<String, String> settings,
        List<TensorInfo> inputs,
        List<TensorInfo> outputs,
        List<Warning> warnings) {
    public SessionInfo {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        inputs = Collections.unmodifiableList(new ArrayList<>(inputs));
        outputs = Collections.unmodifiableList(new ArrayList<>(outputs));
        warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
    }

    /** A session without warnings. */
    public SessionInfo(
            RuntimeInfo runtime,
            AccelerationUse acceleration,
            Map<String, String> settings,
            List<TensorInfo> inputs,
            List<TensorInfo> outputs) {
        this(runtime, acceleration, settings, inputs, outputs, Collections.emptyList());
    }
}
