package dev.squeezebench.analysis.export;

import dev.squeezebench.analysis.gate.Finding;
import dev.squeezebench.analysis.gate.JudgedScenario;
import dev.squeezebench.records.Scenario;
import java.time.Duration;
import java.util.List;

/**
 * What a gate decided about one quantity of a scenario.
 *
 * @param scenario its id
 * @param name the same as other tools know it, without the runtime's version
 * @param finding the verdict
 * @param elapsed how long it was measured
 */
public record Judged(String scenario, String name, Finding finding, Duration elapsed) {
    /** About a candidate's scenario. */
    public static Judged of(Scenario candidate, Finding finding, Duration elapsed) {
        return new Judged(candidate.id(), Benchmark.name(candidate), finding, elapsed);
    }

    /** What a gate decided about a scenario: latency, and memory where it was judged. */
    public static List<Judged> of(JudgedScenario judged) {
        return judged.findings().stream()
                .map(finding -> of(judged.candidate(), finding, judged.elapsed()))
                .toList();
    }
}
