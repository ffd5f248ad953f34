package dev.squeezebench.workloads.tflite;

import dev.squeezebench.workloads.network.Projection;

/** A grouped 1x1 {@code CONV_2D}: the sequence is the image's width. */
final class TfliteConvLowering implements TfliteLowering {
    @Override
    public String name() {
        return "conv";
    }

    @Override
    public Value project(Operators operators, Projection projection, Value x) {
        Value filter =
                operators.parameter(projection.weight(), projection.out(), 1, 1, projection.in() / projection.groups());
        Value bias = operators.parameter(projection.bias(), projection.out());
        return operators.pointwiseConvolution(projection.name(), x, filter, bias);
    }
}
