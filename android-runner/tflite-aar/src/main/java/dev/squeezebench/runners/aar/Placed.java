package dev.squeezebench.runners.aar;

import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.Warning;
import dev.squeezebench.records.WarningCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What an acceleration that was asked for took of the graph. The log has no operators, so the share of the arithmetic is known
 * where it is all or nothing: what lies between counts as partial.
 */
final class Placed {
    private static final String BUILTIN = "builtin";

    private final String requested;
    private final Optional<DelegateLog.Taken> taken;

    Placed(String requested, Optional<DelegateLog.Taken> taken) {
        this.requested = requested;
        this.taken = taken;
    }

    AccelerationUse use() {
        if (!taken.isPresent()) {
            return new AccelerationUse(requested, Optional.empty(), Collections.emptyMap());
        }
        int onIt = taken.get().taken();
        int rest = taken.get().all() - onIt;
        Map<String, Integer> nodes = new TreeMap<>();
        nodes.put(BUILTIN, rest);
        if (onIt > 0) {
            nodes.put(requested, onIt);
        }
        return new AccelerationUse(requested, Optional.of(onIt > 0 ? requested : BUILTIN), nodes)
                .withFlopShare(share());
    }

    private OptionalDouble share() {
        DelegateLog.Taken known = taken.get();
        if (known.taken() == known.all()) {
            return OptionalDouble.of(1);
        }
        return known.taken() == 0 ? OptionalDouble.of(0) : OptionalDouble.empty();
    }

    List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>();
        if (!taken.isPresent()) {
            warnings.add(WarningCode.PLACEMENT_UNKNOWN.warning(
                    "TensorFlow Lite logged no line on how many nodes " + requested + " took"));
            warnings.add(WarningCode.PARTIAL.warning("it is unknown how much of the graph ran on " + requested));
        } else if (taken.get().taken() == 0) {
            warnings.add(WarningCode.NOT_ACCELERATED.warning(
                    requested + " took none of the graph's " + taken.get().all() + " nodes"));
        } else if (taken.get().taken() < taken.get().all()) {
            DelegateLog.Taken known = taken.get();
            warnings.add(WarningCode.PARTIAL.warning(known.taken() + " of " + known.all() + " nodes ran on " + requested
                    + ", in " + known.partitions()
                    + " parts; which share of the arithmetic that is, the runtime does not"
                    + " tell"));
        }
        return Collections.unmodifiableList(warnings);
    }
}
