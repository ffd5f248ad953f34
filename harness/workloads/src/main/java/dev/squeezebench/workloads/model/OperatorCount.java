package dev.squeezebench.workloads.model;

/**
 * How many nodes of an operator a model's graphs have.
 *
 * @param name with its domain in front where that is not the format's own, such as {@code com.microsoft.Gelu}
 * @param count nodes, those of nested graphs included
 */
public record OperatorCount(String name, long count) {}
