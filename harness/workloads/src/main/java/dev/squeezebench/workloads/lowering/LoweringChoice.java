package dev.squeezebench.workloads.lowering;

/**
 * How a network is written for a runtime, and why.
 *
 * @param lowering one of the emitter's lowerings of the network
 * @param fusion one of the emitter's fusions of the network in that lowering
 * @param reason one sentence for the record: what was measured, or why there was nothing to go by
 */
public record LoweringChoice(String lowering, String fusion, String reason) {}
