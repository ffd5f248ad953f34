package dev.squeezebench.workloads.tflite;

import dev.squeezebench.workloads.network.Projection;

/** One {@code BATCH_MATMUL} whose batch is the groups, between two transpositions. */
final class TfliteBatchedMatMulLowering implements TfliteLowering {
    @Override
    public String name() {
        return "batched-matmul";
    }

    @Override
    public Value project(Operators operators, Projection projection, Value x) {
        String name = projection.name();
        int batch = x.shape().get(0);
        int sequence = x.shape().get(2);
        int groups = projection.groups();
        int in = projection.in() / groups;
        int out = projection.out() / groups;

        Value split = operators.reshape(name + "/groups", x, batch, sequence, groups, in);
        Value groupFirst = operators.transpose(name + "/group_first", split, 0, 2, 1, 3);
        Value weight = operators.parameter(projection.weight(), 1, groups, out, in);
        Value product = operators.matmulTransposed(name + "/matmul", groupFirst, weight);
        Value groupLast = operators.transpose(name + "/group_last", product, 0, 2, 1, 3);
        Value joined = operators.reshape(name + "/joined", groupLast, batch, 1, sequence, projection.out());
        return operators.add(name, joined, operators.parameter(projection.bias(), projection.out()));
    }
}
