package dev.squeezebench.analysis.profile;

import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.ProfiledOperator;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The profiles of a scenario, a process each, beside the latency that was measured without a profiler.
 *
 * <p>Times of operators are means over the middle half of a process's profiled invocations, ordered by the sum of their operators
 * (the interquartile mean): unlike medians, these add up, and unlike means over all, one disturbed invocation does not move
 * them. Of several processes each counts alike.
 */
public final class ProfiledScenario {
    private static final int USUAL_LENGTH = 128;

    private final Profile profile;

    /** The invocations that count, of each process. */
    private final List<int[]> middle;

    private final OptionalDouble latencyNs;
    private final OptionalDouble aloneNs;

    /** In the order of the time that they take: a graph may have 100,000. */
    private final List<Timed> operators;

    private final List<KindTime> kinds;
    private final Optional<Roof> roof;

    /**
     * @param profiles one for each process: an operator that one lacks takes no time there
     * @param latencyNs the scenario's latency, from trials without a profiler; absent where none counted
     * @param aloneNs the same while no other process took turns, as the profiled one ran; absent where that was not measured
     */
    ProfiledScenario(List<Profile> profiles, OptionalDouble latencyNs, OptionalDouble aloneNs) {
        this.profile = joined(profiles);
        this.latencyNs = latencyNs;
        this.aloneNs = aloneNs;
        middle = middle(profiles);
        operators = profile.operators().stream()
                .map(operator -> new Timed(operator, mean(operator.ns(), middle)))
                .sorted(Comparator.comparingDouble(Timed::ns).reversed())
                .toList();
        kinds = kinds(operators);
        roof = Roof.of(profile);
    }

    /** Where the time goes: the invocations of all processes one after the other. */
    public Profile profile() {
        return profile;
    }

    /** The scenario's latency, from trials without a profiler; absent where none counted. */
    public OptionalDouble latencyNs() {
        return latencyNs;
    }

    /** The same while no other process took turns, as the profiled one ran; absent where that was not measured. */
    public OptionalDouble aloneNs() {
        return aloneNs;
    }

    /** What was profiled. */
    public Scenario scenario() {
        return profile.scenario();
    }

    /** The side of a comparison that it is of, or {@link Trial#SINGLE}. */
    public String arm() {
        return profile.arm();
    }

    /** How many processes were profiled. */
    public int processes() {
        return middle.size();
    }

    private static Profile joined(List<Profile> profiles) {
        Profile first = profiles.get(0);
        if (profiles.size() == 1) {
            return first;
        }
        int all = profiles.stream().mapToInt(Profile::invocations).sum();
        Map<List<Object>, ProfiledOperator> operators = new LinkedHashMap<>();
        Map<List<Object>, long[]> times = new HashMap<>();
        int begin = 0;
        for (Profile profile : profiles) {
            Map<List<Object>, Integer> seen = new HashMap<>();
            for (ProfiledOperator operator : profile.operators()) {
                // Names need not be unique.
                List<Object> name = List.of(operator.type(), operator.name());
                List<Object> key = List.of(operator.type(), operator.name(), seen.merge(name, 1, Integer::sum));
                operators.putIfAbsent(key, operator);
                long[] ns = times.computeIfAbsent(key, absent -> new long[all]);
                System.arraycopy(operator.ns().toArray(), 0, ns, begin, profile.invocations());
            }
            begin += profile.invocations();
        }
        boolean timed =
                profiles.stream().noneMatch(profile -> profile.invocationNs().isEmpty());
        return first.with(
                timed
                        ? LongSeries.of(profiles.stream()
                                .flatMapToLong(profile -> profile.invocationNs().stream())
                                .toArray())
                        : LongSeries.of(),
                operators.entrySet().stream()
                        .map(each ->
                                each.getValue().withNs(LongSeries.of(Objects.requireNonNull(times.get(each.getKey())))))
                        .toList(),
                profiles.stream()
                        .flatMap(profile -> profile.warnings().stream())
                        .distinct()
                        .toList());
    }

    private List<int[]> middle(List<Profile> profiles) {
        double[] sums = new double[profile.invocations()];
        for (ProfiledOperator operator : profile.operators()) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += operator.ns().get(i);
            }
        }
        List<int[]> halves = new ArrayList<>();
        int begin = 0;
        for (Profile each : profiles) {
            int n = each.invocations();
            int cut = n / 4;
            halves.add(IntStream.range(begin, begin + n)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> sums[i]))
                    .skip(cut)
                    .limit(n - 2L * cut)
                    .mapToInt(Integer::intValue)
                    .toArray());
            begin += n;
        }
        return halves;
    }

    private static double mean(LongSeries ns, List<int[]> invocations) {
        return invocations.stream()
                .mapToDouble(each -> mean(ns, each))
                .average()
                .orElse(0);
    }

    private static double mean(LongSeries ns, int... invocations) {
        return Arrays.stream(invocations).mapToDouble(ns::get).average().orElse(0);
    }

    /** Time of some of the operators together, in each process. */
    double[] ofProcesses(Predicate<ProfiledOperator> which) {
        return middle.stream()
                .mapToDouble(invocations -> profile.operators().stream()
                        .filter(which)
                        .mapToDouble(operator -> mean(operator.ns(), invocations))
                        .sum())
                .toArray();
    }

    /**
     * An operator with its time.
     *
     * @param operator which
     * @param ns in one invocation
     */
    public record Timed(ProfiledOperator operator, double ns) {}

    /** The operators, those that take longest first. */
    public List<Timed> operators() {
        return operators;
    }

    /** All kinds that occur, in the order of {@link OperatorKind}. */
    public List<KindTime> kinds() {
        return kinds;
    }

    /** What its kinds are compared with; absent where no ceiling was measured. */
    public Optional<Roof> roof() {
        return roof;
    }

    private static List<KindTime> kinds(List<Timed> operators) {
        Map<OperatorKind, List<Timed>> byKind = new EnumMap<>(OperatorKind.class);
        operators.forEach(timed -> byKind.computeIfAbsent(timed.operator().kind(), kind -> new ArrayList<>())
                .add(timed));
        List<KindTime> kinds = new ArrayList<>();
        byKind.forEach((kind, of) -> kinds.add(new KindTime(
                kind,
                of.size(),
                of.stream().mapToDouble(Timed::ns).sum(),
                sum(of, ProfiledOperator::flop),
                sum(of, ProfiledOperator::bytes))));
        return List.copyOf(kinds);
    }

    /** Time of one kind, 0 where there is no such operator. */
    public double ns(OperatorKind kind) {
        return kinds().stream()
                .filter(time -> time.kind() == kind)
                .mapToDouble(KindTime::ns)
                .sum();
    }

    private static OptionalLong sum(List<Timed> operators, Function<ProfiledOperator, OptionalLong> quantity) {
        long sum = 0;
        for (Timed timed : operators) {
            OptionalLong one = quantity.apply(timed.operator());
            if (one.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += one.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    /** Sum of all operators. */
    public double operatorsNs() {
        return kinds().stream().mapToDouble(KindTime::ns).sum();
    }

    /** The whole that the parts add up to: the measured latency, or that of the profiled invocations where none counted. */
    public double wholeNs() {
        return latencyNs.orElseGet(this::profiledNs);
    }

    /** What of the whole is in no operator: calls, scheduling; below 0 where the profiler itself slows operators down. */
    public double outsideNs() {
        return wholeNs() - operatorsNs();
    }

    /** Median of the profiled invocations; of the operators' sums where the profile does not say. */
    public double profiledNs() {
        return profile.invocationNs().isEmpty()
                ? operatorsNs()
                : Quantiles.median(profile.invocationNs().toDoubles());
    }

    /** What profiling costs: share by which a profiled invocation is slower than one without; against one alone, as it ran. */
    public OptionalDouble overhead() {
        OptionalDouble without = aloneNs.isPresent() ? aloneNs : latencyNs;
        return without.isPresent()
                ? OptionalDouble.of(profiledNs() / without.getAsDouble() - 1)
                : OptionalDouble.empty();
    }

    /** Operations of one invocation's matrix products, as far as its operators were mapped; absent where one is not counted. */
    public OptionalLong flop() {
        long sum = 0;
        for (KindTime kind : kinds()) {
            boolean computes = kind.kind() == OperatorKind.PROJECTION || kind.kind() == OperatorKind.ATTENTION_PRODUCT;
            if (kind.flop().isEmpty() && computes) {
                return OptionalLong.empty();
            }
            sum += kind.flop().orElse(0);
        }
        return sum == 0 ? OptionalLong.empty() : OptionalLong.of(sum);
    }

    /** Share of the operators' time in those that belong to no node of the model. */
    public double unmappedShare() {
        double unmapped = operators().stream()
                .filter(timed -> !timed.operator().mapped())
                .mapToDouble(Timed::ns)
                .sum();
        return operatorsNs() > 0 ? unmapped / operatorsNs() : 0;
    }

    /** Name among others of one target: what was profiled, and the side of a comparison that it is of. */
    public String name() {
        return subject() + (arm().equals(Trial.SINGLE) ? "" : " (" + arm() + ')');
    }

    /** Workload, the graph where it says something, and sizes that are not the usual ones. */
    public String subject() {
        Scenario scenario = scenario();
        String graph = scenario.lowering().equals(Scenario.GIVEN)
                ? ""
                : '/' + scenario.lowering() + (scenario.fusion().equals("none") ? "" : '/' + scenario.fusion());
        return scenario.workload() + graph + sizes(scenario);
    }

    private static String sizes(Scenario scenario) {
        int length = scenario.sequenceLength().orElse(USUAL_LENGTH);
        return (scenario.dtype().equals("float32") ? "" : '/' + scenario.dtype())
                + (scenario.batch() == 1 ? "" : ", batch " + scenario.batch())
                + (length == USUAL_LENGTH ? "" : ", " + length + " tokens");
    }

    /** Where it ran. */
    public String place() {
        Scenario scenario = scenario();
        return scenario.runner() + ' ' + scenario.runtimeVersion() + ':' + scenario.acceleration() + ", "
                + (scenario.threads() == 1 ? "1 thread" : scenario.threads() + " threads");
    }

    /** The kind's time where it occurs. */
    Optional<KindTime> kind(OperatorKind kind) {
        return kinds().stream().filter(time -> time.kind() == kind).findFirst();
    }
}
