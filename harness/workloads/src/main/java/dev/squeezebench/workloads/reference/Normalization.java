package dev.squeezebench.workloads.reference;

/** Layer normalisation of every row in place, biased variance. */
final class Normalization {
    private Normalization() {}

    static void apply(Rows rows, float[] scale, float[] shift, double epsilon) {
        Rows.forEach(rows.count, row -> normalise(rows.values, rows.offset(row), scale, shift, epsilon));
    }

    private static void normalise(double[] values, int offset, float[] scale, float[] shift, double epsilon) {
        int width = scale.length;
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += values[offset + i];
        }
        double mean = sum / width;
        double squares = 0;
        for (int i = 0; i < width; i++) {
            double deviation = values[offset + i] - mean;
            squares += deviation * deviation;
        }
        double inverse = 1 / Math.sqrt(squares / width + epsilon);
        for (int i = 0; i < width; i++) {
            values[offset + i] = (values[offset + i] - mean) * inverse * scale[i] + shift[i];
        }
    }
}
