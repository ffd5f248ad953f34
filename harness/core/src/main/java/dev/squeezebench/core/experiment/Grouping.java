package dev.squeezebench.core.experiment;

import dev.squeezebench.core.Arm;
import dev.squeezebench.core.experiment.ExperimentPlan.Group;
import dev.squeezebench.records.RoundRecord;
import dev.squeezebench.records.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which arms take turns with one another: those whose ratio is wanted, and beside them those of other targets under the same
 * conditions, as long as their processes fit the machine together.
 *
 * @param mostWorkers processes of one group that live at once
 * @param availableBytes memory that new processes may take; absent where it is unknown
 * @param deviceBytes memory that is free on the device that arms compute on; absent where it is unknown
 * @param peaks what processes of earlier trials peaked at while measuring, in bytes, by the scenario's id
 */
public record Grouping(
        int mostWorkers, OptionalLong availableBytes, OptionalLong deviceBytes, Map<String, Long> peaks) {
    /** More processes would make rounds long and caches cold. */
    public static final int MOST_WORKERS = 6;

    /** As many processes as the app on a phone has. */
    private static final int MOST_ON_PHONE = 4;

    /** The slowest arm's turn is at most so many times as long as the quickest one's: half-cycles stay short. */
    private static final int MOST_UNEQUAL = 5;

    /** Packed weights beside the file's own, twice: what runtimes were seen to take at their peak while loading. */
    private static final int BYTES_PER_MODEL_BYTE = 3;

    /** Two Java virtual machines and a runtime. */
    private static final long BYTES_PER_WORKER = 300L << 20;

    /** The Java virtual machine that started a measured one, where the latter's own peak is known. */
    private static final long BYTES_PER_HOST = 150L << 20;

    /** What a runtime takes of a device beside the model: its context and its kernels. */
    private static final long DEVICE_BYTES_PER_WORKER = 512L << 20;

    /** Groups of this machine's measure. */
    public Grouping(OptionalLong availableBytes, OptionalLong deviceBytes) {
        this(MOST_WORKERS, availableBytes, deviceBytes, Map.of());
    }

    /** The same with what earlier trials are known to have peaked at. */
    public Grouping knowing(Map<String, Long> earlier) {
        return new Grouping(mostWorkers, availableBytes, deviceBytes, Map.copyOf(earlier));
    }

    /** The groups of these arms; names are unique. */
    public List<Group> of(List<Arm> arms, List<ArmPair> pairs) {
        return of(arms, pairs, List.of());
    }

    /**
     * The same for a run that is resumed: groups that have begun stay as they were, however much memory is free now.
     *
     * @param begun rounds that were saved
     */
    public List<Group> of(List<Arm> arms, List<ArmPair> pairs, List<RoundRecord> begun) {
        Map<String, List<String>> before = new LinkedHashMap<>();
        begun.forEach(round -> before.putIfAbsent(round.group(), round.arms()));
        List<Group> all = new ArrayList<>();
        List<Arm> rest = new ArrayList<>(arms);
        before.forEach((name, ids) -> {
            List<Arm> members =
                    arms.stream().filter(arm -> ids.contains(arm.toString())).toList();
            if (!members.isEmpty()) {
                all.add(new Group(Optional.of(name), Optional.empty(), members, within(members, pairs)));
                rest.removeAll(members);
            }
        });
        if (!rest.isEmpty()) {
            all.addAll(anew(rest, within(rest, pairs), before.keySet()));
        }
        return List.copyOf(all);
    }

    private List<Group> anew(List<Arm> arms, List<ArmPair> pairs, Set<String> taken) {
        List<List<Arm>> groups = new ArrayList<>();
        List<Arm> tooLarge = new ArrayList<>();
        for (Set<Arm> related : related(arms, pairs)) {
            List<List<Arm>> parts = parts(List.copyOf(related), pairs);
            if (related.size() > 1 && parts.isEmpty()) {
                tooLarge.addAll(related);
            }
            for (List<Arm> part : parts) {
                groups.stream()
                        .filter(group -> parts.size() == 1 && part.size() > 1 && joins(group, part))
                        .findFirst()
                        .ifPresentOrElse(group -> group.addAll(part), () -> groups.add(new ArrayList<>(part)));
            }
        }
        List<Arm> single = groups.stream()
                .filter(group -> group.size() == 1)
                .flatMap(List::stream)
                .toList();
        groups.removeIf(group -> group.size() == 1);
        List<Group> named = new ArrayList<>();
        int number = 1;
        for (List<Arm> group : groups) {
            while (taken.contains("g" + number)) {
                number++;
            }
            named.add(new Group(Optional.of("g" + number++), Optional.empty(), group, within(group, pairs)));
        }
        List<Arm> oneByOne = new ArrayList<>(single);
        oneByOne.addAll(tooLarge);
        if (!oneByOne.isEmpty()) {
            named.add(new Group(
                    Optional.empty(),
                    tooLarge.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    "the memory that is free, of the machine or its GPU, has no room for two of them at once"),
                    oneByOne,
                    within(oneByOne, pairs)));
        }
        return List.copyOf(named);
    }

    /** Arms that are connected by ratios, in the order of the arms. */
    private static List<Set<Arm>> related(List<Arm> arms, List<ArmPair> pairs) {
        List<Set<Arm>> sets = new ArrayList<>();
        for (Arm arm : arms) {
            Set<Arm> merged = new LinkedHashSet<>();
            sets.removeIf(set -> {
                boolean connected = pairs.stream()
                        .anyMatch(pair -> (pair.candidate().equals(arm) && set.contains(pair.baseline()))
                                || (pair.baseline().equals(arm) && set.contains(pair.candidate())));
                if (connected) {
                    merged.addAll(set);
                }
                return connected;
            });
            merged.add(arm);
            sets.add(merged);
        }
        return sets;
    }

    /** The whole where it fits; else each baseline with as many of its candidates as fit; nothing where no two fit. */
    private List<List<Arm>> parts(List<Arm> related, List<ArmPair> pairs) {
        if (fits(related)) {
            return List.of(related);
        }
        List<List<Arm>> parts = new ArrayList<>();
        for (Arm baseline : related) {
            List<Arm> part = new ArrayList<>(List.of(baseline));
            for (ArmPair pair : pairs) {
                if (pair.baseline().equals(baseline)) {
                    part.add(pair.candidate());
                    if (!fits(part)) {
                        part.remove(part.size() - 1);
                        if (part.size() == 1) {
                            return List.of();
                        }
                        parts.add(part);
                        part = new ArrayList<>(List.of(baseline, pair.candidate()));
                    }
                }
            }
            if (part.size() > 1) {
                parts.add(part);
            }
        }
        return parts;
    }

    private boolean joins(List<Arm> group, List<Arm> others) {
        List<Arm> all = new ArrayList<>(group);
        all.addAll(others);
        Arm first = group.get(0);
        return fits(all) && all.stream().allMatch(arm -> isLike(first, arm)) && areEquallyQuick(all);
    }

    private static boolean isLike(Arm one, Arm other) {
        Scenario a = one.scenario();
        Scenario b = other.scenario();
        return a.dtype().equals(b.dtype())
                && a.batch() == b.batch()
                && a.sequenceLength().equals(b.sequenceLength())
                && a.paddingPercent().equals(b.paddingPercent())
                && a.threads() == b.threads()
                && isOnDevice(one) == isOnDevice(other)
                && one.planned().sharesRoundWith(other.planned());
    }

    private static boolean isOnDevice(Arm arm) {
        return arm.planned().runner().info().isOnDevice(arm.scenario().acceleration());
    }

    /** By their floating-point operations, where these are known. */
    private static boolean areEquallyQuick(List<Arm> arms) {
        long[] flop = arms.stream()
                .flatMap(arm -> arm.planned().flop().stream().boxed())
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        return flop.length == 0 || flop[flop.length - 1] <= MOST_UNEQUAL * flop[0];
    }

    /**
     * What a pair that has to take turns lacks, in one line; empty where two processes have room or nothing is known. Half of
     * the memory is no limit here: whoever asks for a pair gets it where it can be measured at all.
     */
    public Optional<String> shortage(ArmPair pair) {
        List<Arm> arms = List.of(pair.baseline(), pair.candidate());
        if (arms.stream().anyMatch(arm -> arm.phone().isPresent())) {
            return Optional.empty();
        }
        long needed = bytesTogether(arms);
        if (availableBytes.isPresent() && needed > availableBytes.getAsLong()) {
            return Optional.of(shortage(needed, availableBytes.getAsLong(), "memory"));
        }
        long onDevice = bytesOnDevice(arms);
        return deviceBytes.isPresent() && onDevice > deviceBytes.getAsLong()
                ? Optional.of(shortage(onDevice, deviceBytes.getAsLong(), "GPU memory"))
                : Optional.empty();
    }

    private static String shortage(long needed, long free, String memory) {
        return "its two processes need about " + (needed >> 20) + " MiB of " + memory + " at once, and " + (free >> 20)
                + " MiB are free";
    }

    private boolean fits(List<Arm> arms) {
        if (arms.stream().anyMatch(arm -> arm.phone().isPresent())) {
            // The phone looks at its own memory.
            return arms.size() <= MOST_ON_PHONE;
        }
        if (arms.size() > mostWorkers) {
            return false;
        }
        return (availableBytes.isEmpty() || bytesTogether(arms) <= availableBytes.getAsLong() / 2)
                && (deviceBytes.isEmpty() || bytesOnDevice(arms) <= deviceBytes.getAsLong());
    }

    private long bytesTogether(List<Arm> arms) {
        return arms.stream().mapToLong(this::bytes).sum();
    }

    private static long bytesOnDevice(List<Arm> arms) {
        return arms.stream()
                .filter(Grouping::isOnDevice)
                .mapToLong(arm -> DEVICE_BYTES_PER_WORKER + BYTES_PER_MODEL_BYTE * modelBytes(arm))
                .sum();
    }

    /** A peak is known from when everything was loaded: while it loads, it has the file besides. */
    private long bytes(Arm arm) {
        Long peak = peaks.get(arm.scenario().id());
        return peak == null
                ? BYTES_PER_WORKER + BYTES_PER_MODEL_BYTE * modelBytes(arm)
                : BYTES_PER_HOST + peak + modelBytes(arm);
    }

    /** 0 where it cannot be read: then the trial says so. */
    private static long modelBytes(Arm arm) {
        return arm.planned().model().toFile().length();
    }

    private static List<ArmPair> within(List<Arm> arms, List<ArmPair> pairs) {
        return pairs.stream()
                .filter(pair -> arms.contains(pair.candidate()) && arms.contains(pair.baseline()))
                .toList();
    }
}
