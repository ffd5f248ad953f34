package dev.squeezebench.workloads.network;

/** Element-wise non-linearity. */
public enum Activation {
    /** {@code x * Phi(x)} with the error function (Hendrycks and Gimpel 2016, arXiv 1606.08415). */
    GELU_ERF,
    /** The same paper's approximation by the hyperbolic tangent. */
    GELU_TANH,
    RELU,
    TANH
}
