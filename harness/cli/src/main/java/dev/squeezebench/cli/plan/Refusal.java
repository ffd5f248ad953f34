package dev.squeezebench.cli.plan;

import dev.squeezebench.records.Scenario;

/**
 * A combination that cannot be measured here.
 *
 * @param wish what was selected
 * @param scenario what would have been measured; with the version that the distribution has where the runtime could not
 *     be asked, and with the selected words where they lead to no form
 * @param reason one sentence
 * @param remedy one sentence: what to do
 * @param elsewhere whether it may be measured on another machine with the same files
 */
public record Refusal(Wish wish, Scenario scenario, String reason, String remedy, boolean elsewhere) {}
