package dev.squeezebench.records;

/**
 * A node of a graph that did not run where it was asked to.
 *
 * @param name as the runtime calls it, after its optimisations
 * @param kind its operator, such as {@code Gather}
 * @param on where it ran, such as {@code cpu}
 */
public record PlacedNode(String name, String kind, String on) {}
