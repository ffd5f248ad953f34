package dev.squeezebench.workloads;

import dev.squeezebench.workloads.network.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * Random weights that every JDK and platform makes alike: one stream per parameter name, from integers and exactly
 * rounded IEEE operations only (multiply, divide, square root), so no value depends on the order of reading.
 *
 * <p><b>Scale.</b> A weight is uniform with variance {@code 1 / fan-in}, so that a projection keeps the variance of its
 * input (LeCun et al., "Efficient BackProp", 1998, section 4.6): queries and keys of normalised activations then have
 * unit variance and the softmax neither saturates nor levels out, and both residual branches are of the order of the
 * stream they are added to, at any width, group count or depth. The layer norms re-scale the sum after each branch,
 * which is why nothing vanishes or explodes over 12 layers. Biases and norms stay near 0 and 1, yet all differ, so that
 * two swapped tensors show in the outputs.
 */
public final class SeededWeights implements Weights {
    /** Odd, from the golden ratio: the counter step of SplitMix64. */
    private static final long STEP = 0x9e3779b97f4a7c15L;

    /** Spread of biases around 0 and of norm scales around 1. */
    private static final double OFFSET_SPREAD = 0.1;

    private static final int VALUES_PER_DRAW = 2;

    /** Values that one thread makes at a time: even, and small enough for a cache. */
    private static final int PART = 1 << 16;

    private static final double UNIT = 1.0 / (1 << 23);

    private final long seed;

    public SeededWeights(long seed) {
        this.seed = seed;
    }

    @Override
    public String provenance() {
        return "seed:" + seed;
    }

    @Override
    public float[] read(Parameter parameter) {
        float[] values = new float[Math.toIntExact(parameter.elements())];
        float scale = (float) (halfWidth(parameter) * UNIT);
        float centre = parameter.role() == Parameter.Role.NORM_SCALE ? 1 : 0;
        fill(values, mix(stream(parameter.name()) + mix(seed)), scale, centre);
        return values;
    }

    /** Half the width of a parameter's interval. */
    private static double halfWidth(Parameter parameter) {
        return switch (parameter.role()) {
            // Variance of U(-a, a) is a^2 / 3.
            case WEIGHT -> Math.sqrt(3.0 / fanIn(parameter));
            // Normalised right after: only the ratio of the three tables' spreads counts, and it is 1.
            case EMBEDDING -> 1;
            case BIAS, NORM_SCALE, NORM_SHIFT -> OFFSET_SPREAD;
        };
    }

    private static long fanIn(Parameter parameter) {
        return parameter.elements() / parameter.shape().get(0);
    }

    /** The state of a draw follows from its number alone, so several threads fill a large array with the same bits. */
    private static void fill(float[] values, long start, float scale, float centre) {
        int parts = (values.length + PART - 1) / PART;
        IntStream.range(0, parts)
                .parallel()
                .forEach(part ->
                        fill(values, part * PART, Math.min(values.length, (part + 1) * PART), start, scale, centre));
    }

    /** Two values a draw: 24 bits made odd are symmetric around 0, never 0, and exact in a float. */
    private static void fill(float[] values, int from, int to, long start, float scale, float centre) {
        long state = start + from / VALUES_PER_DRAW * STEP;
        int i = from;
        for (; i + 1 < to; i += VALUES_PER_DRAW) {
            state += STEP;
            long draw = mix(state);
            values[i] = ((int) (draw >> 40) | 1) * scale + centre;
            values[i + 1] = (((int) draw >> 8) | 1) * scale + centre;
        }
        if (i < to) {
            values[i] = ((int) (mix(state + STEP) >> 40) | 1) * scale + centre;
        }
    }

    /** Finaliser of SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"). */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** 64-bit FNV-1a of the name's UTF-8 bytes. */
    private static long stream(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}
