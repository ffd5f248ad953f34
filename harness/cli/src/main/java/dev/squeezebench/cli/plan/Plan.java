package dev.squeezebench.cli.plan;

import java.util.List;

/**
 * What of the selection can be measured here, and what cannot.
 *
 * @param choices scenarios to measure, each id once
 * @param refusals the rest, with reasons
 */
public record Plan(List<Choice> choices, List<Refusal> refusals) {
    public Plan {
        choices = List.copyOf(choices);
        refusals = List.copyOf(refusals);
    }
}
