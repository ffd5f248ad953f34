package dev.squeezebench.core.experiment;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RoundExecutor;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.measure.turn.BalancedOrder;
import dev.squeezebench.measure.turn.TurnCoordinator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * What is measured, in which order and for how long.
 *
 * @param groups those that take turns, and at most one whose arms run one by one
 * @param length when to stop
 * @param seed of the order of groups, of the arms within the rounds and of their turns
 */
public record ExperimentPlan(List<Group> groups, RunLength length, long seed) {
    public ExperimentPlan {
        groups = List.copyOf(groups);
        Set<Optional<String>> names = new HashSet<>();
        for (Group group : groups) {
            if (!names.add(group.name())) {
                throw new IllegalArgumentException("two groups have one name: " + group.name());
            }
        }
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("nothing is planned");
        }
    }

    /**
     * Arms of one round.
     *
     * @param name under which its trials take turns; absent where its arms run one by one
     * @param notInterleaved why its arms run one by one although several could take turns; absent where they do, or where
     *     there is nothing to take turns with
     * @param arms those of one round
     * @param pairs the speed-ups that are wanted
     */
    public record Group(Optional<String> name, Optional<String> notInterleaved, List<Arm> arms, List<ArmPair> pairs) {
        public Group {
            arms = List.copyOf(arms);
            pairs = List.copyOf(pairs);
            Set<String> ids = new HashSet<>();
            for (Arm arm : arms) {
                // Saved trials have the arm's name, scenario and device alone.
                if (!ids.add(arm.name() + ' ' + arm)) {
                    throw new IllegalArgumentException(arm + " is planned twice");
                }
            }
            if (ids.isEmpty()) {
                throw new IllegalArgumentException("nothing is planned");
            }
            for (ArmPair pair : pairs) {
                if (!arms.contains(pair.candidate()) || !arms.contains(pair.baseline())) {
                    throw new IllegalArgumentException("a pair is made of planned arms, not of " + pair);
                }
            }
        }

        /** Arms that run one after the other, each in a trial of its own. */
        public static Group oneByOne(List<Arm> arms, List<ArmPair> pairs) {
            return new Group(Optional.empty(), Optional.empty(), arms, pairs);
        }

        /** The same groups, those of one arm included that have nothing to take turns with: each has rounds of its own. */
        public static List<Group> allInTurns(List<Group> groups) {
            List<Group> all = new ArrayList<>();
            for (Group group : groups) {
                if (group.takesTurns()) {
                    all.add(group);
                    continue;
                }
                for (Arm arm : group.arms()) {
                    all.add(new Group(
                            Optional.of("alone" + (all.size() + 1)), Optional.empty(), List.of(arm), List.of()));
                }
            }
            return all;
        }

        private Group on(Optional<RunnerInfo.Phone> device) {
            return new Group(
                    name,
                    notInterleaved,
                    arms.stream().filter(arm -> arm.phone().equals(device)).toList(),
                    pairs.stream()
                            .filter(pair -> pair.baseline().phone().equals(device))
                            .toList());
        }

        /** Whether its arms are alive at once and take turns. */
        public boolean takesTurns() {
            return name.isPresent();
        }
    }

    /** A plan of arms that run one by one, with the speed-ups of every arm over the baseline workload's. */
    public static ExperimentPlan oneByOne(String baselineWorkload, List<Arm> arms, RunLength length, long seed) {
        return new ExperimentPlan(List.of(Group.oneByOne(arms, ArmPair.among(arms, baselineWorkload))), length, seed);
    }

    /** A plan for each device, this machine's first: devices do not wait for one another, and no group spans two. */
    public List<ExperimentPlan> byDevice() {
        Map<Optional<RunnerInfo.Phone>, List<Group>> parts = new LinkedHashMap<>();
        if (groups.stream().flatMap(group -> group.arms().stream()).anyMatch(arm -> arm.phone()
                .isEmpty())) {
            parts.put(Optional.empty(), new ArrayList<>());
        }
        for (Group group : groups) {
            for (Optional<RunnerInfo.Phone> device :
                    group.arms().stream().map(Arm::phone).distinct().toList()) {
                parts.computeIfAbsent(device, first -> new ArrayList<>()).add(group.on(device));
            }
        }
        return parts.values().stream()
                .map(own -> new ExperimentPlan(own, length, seed))
                .toList();
    }

    /** The device of a plan that has one. */
    public Optional<RunnerInfo.Phone> phone() {
        return groups.get(0).arms().get(0).phone();
    }

    /**
     * A round that is fixed beforehand.
     *
     * @param arms those that take turns, or one that measures by itself
     * @param number of the round in its group, from 1
     * @param turns how they take them; absent for one by itself
     */
    public record Fixed(List<Arm> arms, int number, Optional<RoundExecutor.Round> turns) {
        public Fixed {
            arms = List.copyOf(arms);
        }
    }

    /**
     * All rounds in their order, for a device that no computer looks at while it measures: as many as are asked for, else the
     * fewest that there are.
     */
    public List<Fixed> fixed() {
        int rounds = length.fixedRounds().orElse(length.minimumRounds());
        long roundNs = length.fixedRounds().isPresent()
                ? Long.MAX_VALUE
                : length.timeBudget().dividedBy((long) rounds * groups.size()).toNanos();
        List<Fixed> all = new ArrayList<>();
        for (int number = 1; number <= rounds; number++) {
            for (int index : pass(number)) {
                Group group = groups.get(index);
                if (group.name().isPresent()) {
                    all.add(new Fixed(
                            group.arms(),
                            number,
                            Optional.of(new RoundExecutor.Round(
                                    group.name().get(),
                                    group.arms(),
                                    number,
                                    1,
                                    length.sustainedRound(group.arms().size())
                                            .orElse(new TurnCoordinator.Length(length.cycles(), roundNs, false)),
                                    seedOfTurns(group, number, 1)))));
                } else {
                    for (Arm arm : order(group, number)) {
                        all.add(new Fixed(List.of(arm), number, Optional.empty()));
                    }
                }
            }
        }
        return List.copyOf(all);
    }

    /** The arms of a group in the order in which a round, from 1, runs them one by one. */
    List<Arm> order(Group group, int round) {
        return new BalancedOrder(seed, group.arms().size())
                .row(round).stream().map(group.arms()::get).toList();
    }

    /** Indices of the groups in the order of a pass, from 1, which is one round of each. */
    List<Integer> pass(int number) {
        return new BalancedOrder(seed, groups.size()).row(number);
    }

    /** Seed of the turns of one round. */
    long seedOfTurns(Group group, int round, int attempt) {
        return new Random(Objects.hash(seed, group.name(), round, attempt)).nextLong();
    }
}
