package dev.squeezebench.cli.plan;

import dev.squeezebench.core.RunnerDistribution;
import java.util.Map;

/**
 * One combination of what the user selected, before it is known what works here.
 *
 * @param subject what is measured, under the name that results show
 * @param runner where
 * @param acceleration with what
 * @param lowering name, or {@link #AUTO}
 * @param fusion name, or {@link #AUTO}
 * @param shape how much at once
 * @param settings of the runtime that are not its runner's own
 */
public record Wish(
        Subject subject,
        RunnerDistribution runner,
        String acceleration,
        String lowering,
        String fusion,
        Shape shape,
        Map<String, String> settings) {
    public Wish {
        settings = Map.copyOf(settings);
    }

    /** Left to the table of the runtime's version. */
    public static final String AUTO = "auto";

    /** Name that results show. */
    public String workload() {
        return subject.name();
    }

    /** The same on its runner with other parts. */
    Wish on(RunnerDistribution other) {
        return new Wish(subject, other, acceleration, lowering, fusion, shape, settings);
    }

    /** Target as users select it. */
    public Target target() {
        return new Target(runner.name(), acceleration);
    }
}
