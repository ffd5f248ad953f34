package dev.squeezebench.workloads.tflite;

import dev.squeezebench.workloads.network.EncoderBlock;
import dev.squeezebench.workloads.network.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@code SPLIT}, one {@code FULLY_CONNECTED} a group, and a {@code CONCATENATION}; of a widening and a narrowing
 * projection with equal groups each group goes through both and the activation between.
 */
final class TfliteSplitLowering implements TfliteLowering {
    @Override
    public String name() {
        return "split";
    }

    @Override
    public Value project(Operators operators, Projection projection, Value x) {
        List<Value> parts = operators.split(projection.name() + "/split", x, projection.groups());
        List<Value> results = new ArrayList<>();
        for (int group = 0; group < parts.size(); group++) {
            results.add(fullyConnected(operators, projection, group, parts.get(group)));
        }
        return operators.concatenate(projection.name(), results);
    }

    @Override
    public Optional<Value> feedForward(Operators operators, EncoderBlock block, Value x) {
        if (!block.groupsRunThrough()) {
            return Optional.empty();
        }
        Projection widening = block.intermediate();
        Projection narrowing = block.output();
        List<Value> parts = operators.split(widening.name() + "/split", x, widening.groups());
        List<Value> results = new ArrayList<>();
        for (int group = 0; group < parts.size(); group++) {
            Value active = operators.activation(
                    block.name() + "/activation/group_" + group,
                    block.activation(),
                    fullyConnected(operators, widening, group, parts.get(group)));
            results.add(fullyConnected(operators, narrowing, group, active));
        }
        return Optional.of(operators.concatenate(narrowing.name(), results));
    }

    private static Value fullyConnected(Operators operators, Projection projection, int group, Value x) {
        int in = projection.in() / projection.groups();
        int out = projection.out() / projection.groups();
        return operators.fullyConnected(
                projection.name() + "/group_" + group,
                x,
                operators.rows(projection.weight(), group * out, out, out, in),
                operators.rows(projection.bias(), group * out, out, out));
    }
}
