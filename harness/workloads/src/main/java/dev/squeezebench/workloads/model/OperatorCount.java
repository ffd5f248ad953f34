package dev.squeezebench.workloads.model;

/**
 * How often an operator stands in a model's graphs.
 *
 * @param name with its domain in front where that is not the format's own, such as {@code com.microsoft.Gelu}
 * @param count nodes, those of nested graphs included
 */
public record OperatorCount(String name, long count) {}
