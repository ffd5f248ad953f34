package dev.squeezebench.workloads.reference;

/** Multi-head scaled dot-product attention of queries, keys and values that are already projected. */
final class Attention {
    /** Added to the scores of masked positions, as the original implementation does in float32. */
    private static final double MASKED = -Float.MAX_VALUE;

    private final EncoderInputs inputs;
    private final int heads;

    Attention(EncoderInputs inputs, int heads) {
        this.inputs = inputs;
        this.heads = heads;
    }

    Rows apply(Rows query, Rows key, Rows value) {
        Rows context = new Rows(query.count, query.width);
        Rows.forEach(inputs.batch() * heads, task -> attend(query, key, value, context, task / heads, task % heads));
        return context;
    }

    private void attend(Rows query, Rows key, Rows value, Rows context, int sequence, int head) {
        int length = inputs.sequenceLength();
        int size = query.width / heads;
        double scale = 1 / Math.sqrt(size);
        double[] scores = new double[length];
        for (int position = 0; position < length; position++) {
            int from = query.offset(inputs.row(sequence, position)) + head * size;
            for (int other = 0; other < length; other++) {
                int row = inputs.row(sequence, other);
                double score = dot(query.values, from, key.values, key.offset(row) + head * size, size) * scale;
                scores[other] = inputs.isKept(row) ? score : score + MASKED;
            }
            softmax(scores);
            for (int other = 0; other < length; other++) {
                int row = value.offset(inputs.row(sequence, other)) + head * size;
                LinearMap.axpy(context.values, from, size, value.values, row, scores[other]);
            }
        }
    }

    private static double dot(double[] a, int aOffset, double[] b, int bOffset, int size) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += a[aOffset + i] * b[bOffset + i];
        }
        return sum;
    }

    private static void softmax(double[] scores) {
        double max = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            max = Math.max(max, score);
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i] - max);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
    }
}
