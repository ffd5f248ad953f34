package dev.squeezebench.cli.plan;

/**
 * A combination that cannot be measured here.
 *
 * @param wish what was selected
 * @param runtimeVersion as the runtime said, or, where it could not be asked, as the distribution has it
 * @param reason one sentence
 * @param remedy one sentence: what to do
 */
public record Refusal(Wish wish, String runtimeVersion, String reason, String remedy) {}
