package dev.squeezebench.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where the time of a scenario's invocations goes, by a session in which the runtime's own profiler was on. Such a session is
 * slower: latencies are never taken from it.
 *
 * @param run id of the run it belongs to
 * @param at when it was taken
 * @param scenario what was profiled
 * @param arm {@link Trial#SINGLE}, or the side of a comparison that it is of
 * @param process which of the arm's profiled processes, from 1
 * @param invocationNs time of each profiled invocation by the profiler's clock; empty where it does not say
 * @param operators in the order of the graph, each with a time for every invocation
 * @param raw what the runtime wrote, compressed: a path relative to this file's folder; absent where it was not kept
 * @param warnings what a reader has to know
 * @param ceilings what the same runtime reaches at best, with the same threads; absent where that was not measured
 * @param javaSide the same invocations without a profiler, as Java sees them; absent where that was not looked at
 * @param flameGraphs those that were asked for
 */
public record Profile(
        String run,
        Instant at,
        Scenario scenario,
        String arm,
        int process,
        LongSeries invocationNs,
        List<ProfiledOperator> operators,
        Optional<String> raw,
        List<Warning> warnings,
        Optional<Ceilings> ceilings,
        Optional<JavaSide> javaSide,
        List<FlameGraph> flameGraphs)
        implements ResultRecord {
    public Profile {
        operators = Collections.unmodifiableList(new ArrayList<>(operators));
        warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
        flameGraphs = Collections.unmodifiableList(new ArrayList<>(flameGraphs));
        if (operators.isEmpty()) {
            throw new IllegalArgumentException("a profile has at least one operator");
        }
        if (process < 1) {
            throw new IllegalArgumentException("processes are counted from 1");
        }
        int invocations = operators.get(0).ns().size();
        for (ProfiledOperator operator : operators) {
            if (operator.ns().size() != invocations || invocations == 0) {
                throw new IllegalArgumentException("every operator has a time for every invocation");
            }
        }
        if (!invocationNs.isEmpty() && invocationNs.size() != invocations) {
            throw new IllegalArgumentException("there is a time of every invocation");
        }
    }

    /** The only process of a scenario of a run, of operators alone. */
    public Profile(
            String run,
            Instant at,
            Scenario scenario,
            LongSeries invocationNs,
            List<ProfiledOperator> operators,
            Optional<String> raw,
            List<Warning> warnings) {
        this(
                run,
                at,
                scenario,
                Trial.SINGLE,
                1,
                invocationNs,
                operators,
                raw,
                warnings,
                Optional.empty(),
                Optional.empty(),
                Collections.emptyList());
    }

    /** The same as one process of an arm. */
    public Profile of(String ofArm, int number) {
        return new Profile(
                run,
                at,
                scenario,
                ofArm,
                number,
                invocationNs,
                operators,
                raw,
                warnings,
                ceilings,
                javaSide,
                flameGraphs);
    }

    /** The same with other times and warnings. */
    public Profile with(LongSeries ofInvocations, List<ProfiledOperator> timed, List<Warning> warned) {
        return new Profile(
                run, at, scenario, arm, process, ofInvocations, timed, raw, warned, ceilings, javaSide, flameGraphs);
    }

    /** The same with what it is compared with. */
    public Profile with(Ceilings measured) {
        return with(Optional.of(measured), javaSide, flameGraphs);
    }

    /** The same with what was seen from Java. */
    public Profile with(JavaSide seen) {
        return with(ceilings, Optional.of(seen), flameGraphs);
    }

    /** The same with flame graphs. */
    public Profile with(List<FlameGraph> drawn) {
        return with(ceilings, javaSide, drawn);
    }

    private Profile with(Optional<Ceilings> measured, Optional<JavaSide> seen, List<FlameGraph> drawn) {
        return new Profile(
                run, at, scenario, arm, process, invocationNs, operators, raw, warnings, measured, seen, drawn);
    }

    /** How many invocations were profiled. */
    public int invocations() {
        return operators.get(0).ns().size();
    }
}
