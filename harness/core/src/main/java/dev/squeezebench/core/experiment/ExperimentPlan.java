package dev.squeezebench.core.experiment;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.RunnerInfo;
import dev.squeezebench.measure.turn.BalancedOrder;
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
