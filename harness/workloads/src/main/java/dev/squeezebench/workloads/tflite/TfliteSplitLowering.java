package dev.squeezebench.workloads.tflite;

import dev.squeezebench.workloads.network.Projection;
import java.util.ArrayList;
import java.util.List;

/** A {@code SPLIT}, one {@code FULLY_CONNECTED} a group, and a {@code CONCATENATION}. */
final class TfliteSplitLowering implements TfliteLowering {
    @Override
    public String name() {
        return "split";
    }

    @Override
    public Value project(Operators operators, Projection projection, Value x) {
        int groups = projection.groups();
        int in = projection.in() / groups;
        int out = projection.out() / groups;
        List<Value> parts = operators.split(projection.name() + "/split", x, groups);
        List<Value> results = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            results.add(operators.fullyConnected(
                    projection.name() + "/group_" + group,
                    parts.get(group),
                    operators.rows(projection.weight(), group * out, out, out, in),
                    operators.rows(projection.bias(), group * out, out, out)));
        }
        return operators.concatenate(projection.name(), results);
    }
}
