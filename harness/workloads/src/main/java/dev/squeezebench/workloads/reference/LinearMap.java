package dev.squeezebench.workloads.reference;

import dev.squeezebench.workloads.network.Projection;

/**
 * {@code y = W x + b} in groups, for many rows.
 *
 * <p>The weight is widened and transposed once, so that the innermost loop runs along contiguous outputs without a
 * reduction, which is the form that HotSpot's C2 turns into vector instructions. Tiles of {@value #TILE_IN} inputs by
 * {@value #TILE_OUT} outputs stay in the cache while a chunk of rows passes over them.
 */
final class LinearMap {
    private static final int TILE_IN = 32;
    private static final int TILE_OUT = 256;
    private static final int CHUNK_ROWS = 16;

    private final Projection projection;
    private final int groupIn;
    private final int groupOut;
    /** {@code [groups, in/groups, out/groups]}. */
    private final double[] transposed;

    private final float[] bias;

    /**
     * @param weight {@code [out, in/groups]}
     * @param bias {@code [out]}
     */
    LinearMap(Projection projection, float[] weight, float[] bias) {
        this.projection = projection;
        this.groupIn = projection.in() / projection.groups();
        this.groupOut = projection.out() / projection.groups();
        this.bias = bias;
        this.transposed = transposed(weight);
    }

    private double[] transposed(float[] weight) {
        double[] result = new double[weight.length];
        Rows.forEach(projection.groups(), group -> {
            int start = group * groupOut * groupIn;
            for (int in0 = 0; in0 < groupIn; in0 += TILE_IN) {
                for (int out = 0; out < groupOut; out++) {
                    for (int in = in0; in < Math.min(in0 + TILE_IN, groupIn); in++) {
                        result[start + in * groupOut + out] = weight[start + out * groupIn + in];
                    }
                }
            }
        });
        return result;
    }

    Rows apply(Rows x) {
        Rows y = new Rows(x.count, projection.out());
        int chunks = (x.count + CHUNK_ROWS - 1) / CHUNK_ROWS;
        Rows.forEach(chunks, chunk -> {
            int first = chunk * CHUNK_ROWS;
            int last = Math.min(first + CHUNK_ROWS, x.count);
            for (int row = first; row < last; row++) {
                for (int out = 0; out < y.width; out++) {
                    y.values[y.offset(row) + out] = bias[out];
                }
            }
            for (int group = 0; group < projection.groups(); group++) {
                applyGroup(x, y, group, first, last);
            }
        });
        return y;
    }

    private void applyGroup(Rows x, Rows y, int group, int firstRow, int lastRow) {
        for (int out = 0; out < groupOut; out += TILE_OUT) {
            int outs = Math.min(TILE_OUT, groupOut - out);
            for (int in = 0; in < groupIn; in += TILE_IN) {
                int ins = Math.min(TILE_IN, groupIn - in);
                int tile = (group * groupIn + in) * groupOut + out;
                for (int row = firstRow; row < lastRow; row++) {
                    int from = x.offset(row) + group * groupIn + in;
                    int to = y.offset(row) + group * groupOut + out;
                    accumulate(x.values, from, ins, tile, y.values, to, outs);
                }
            }
        }
    }

    /** One row through one tile, four inputs at a time so that each output is loaded and stored a quarter as often. */
    private void accumulate(double[] x, int from, int ins, int tile, double[] y, int to, int outs) {
        double[] w = transposed;
        int in = 0;
        for (; in + 3 < ins; in += 4) {
            int row = tile + in * groupOut;
            axpy4(y, to, outs, w, row, groupOut, x[from + in], x[from + in + 1], x[from + in + 2], x[from + in + 3]);
        }
        for (; in < ins; in++) {
            axpy(y, to, outs, w, tile + in * groupOut, x[from + in]);
        }
    }

    private static void axpy4(
            double[] y, int to, int n, double[] w, int row, int stride, double a, double b, double c, double d) {
        int row1 = row + stride;
        int row2 = row1 + stride;
        int row3 = row2 + stride;
        for (int i = 0; i < n; i++) {
            y[to + i] += a * w[row + i] + b * w[row1 + i] + c * w[row2 + i] + d * w[row3 + i];
        }
    }

    static void axpy(double[] y, int to, int n, double[] w, int row, double a) {
        for (int i = 0; i < n; i++) {
            y[to + i] += a * w[row + i];
        }
    }
}
