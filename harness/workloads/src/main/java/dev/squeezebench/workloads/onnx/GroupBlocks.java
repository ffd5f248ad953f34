package dev.squeezebench.workloads.onnx;

import dev.squeezebench.workloads.Weights;
import dev.squeezebench.workloads.network.Projection;
import java.io.IOException;

/**
 * A projection's weight as {@code groups} blocks of {@code rows x columns}, one below the other: rows are output
 * channels, columns input channels.
 */
final class GroupBlocks {
    /** Side of the squares that are transposed at once: two of them stay in the first-level cache. */
    private static final int TILE = 16;

    private final float[] values;
    private final int groups;
    private final int rows;
    private final int columns;

    private GroupBlocks(float[] values, int groups, int rows, int columns) {
        this.values = values;
        this.groups = groups;
        this.rows = rows;
        this.columns = columns;
    }

    static GroupBlocks of(Projection projection, Weights weights) throws IOException {
        int groups = projection.groups();
        return new GroupBlocks(
                weights.read(projection.weight()), groups, projection.out() / groups, projection.in() / groups);
    }

    /** One block as {@code [columns, rows]}. */
    float[] transposed(int group) {
        float[] target = new float[rows * columns];
        transpose(group, target, 0);
        return target;
    }

    /** Every block as {@code [columns, rows]}, one after the other. */
    float[] allTransposed() {
        float[] target = new float[groups * rows * columns];
        for (int group = 0; group < groups; group++) {
            transpose(group, target, group * rows * columns);
        }
        return target;
    }

    private void transpose(int group, float[] target, int start) {
        for (int top = 0; top < rows; top += TILE) {
            for (int left = 0; left < columns; left += TILE) {
                transposeTile(group * rows * columns, target, start, top, left);
            }
        }
    }

    private void transposeTile(int source, float[] target, int start, int top, int left) {
        int bottom = Math.min(top + TILE, rows);
        int right = Math.min(left + TILE, columns);
        for (int column = left; column < right; column++) {
            int to = start + column * rows;
            for (int row = top, from = source + top * columns + column; row < bottom; row++, from += columns) {
                target[to + row] = values[from];
            }
        }
    }
}
