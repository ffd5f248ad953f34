package dev.squeezebench.cli.plan;

/**
 * How much is computed at once, and with what.
 *
 * @param dtype of weights and activations
 * @param batch sequences in one invocation
 * @param sequenceLength tokens in one sequence
 * @param threads intra-op threads
 */
public record Shape(String dtype, int batch, int sequenceLength, int threads) {}
