package dev.squeezebench.analysis.profile;

import dev.squeezebench.records.Ceilings;
import dev.squeezebench.records.OperatorKind;
import dev.squeezebench.records.Profile;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The least time that a layer kind could take, by what the same runtime reached on the same machine (the roofline of Williams,
 * Waterman and Patterson 2009): no more operations a second than its fastest product, no more bytes a second than its scaling of
 * a tensor. What reads trained weights is bound by memory, since a model's weights exceed caches; what passes activations on, by
 * the rate for a tensor of their size, which a cache may hold.
 *
 * @param flopPerSecond of the fastest product
 * @param memoryBytesPerSecond of the largest tensor that was scaled
 * @param activationBytesPerSecond of a tensor as large as the scenario's activations; absent where none was timed
 */
public record Roof(double flopPerSecond, double memoryBytesPerSecond, OptionalDouble activationBytesPerSecond) {
    /** A runtime's profiler counts whole microseconds: what takes less than this is not timed to a tenth. */
    private static final double SHORTEST_NS = 10_000;

    /** Of whole microseconds that are cut off, what is shorter says less than half. */
    private static final double SHORTEST_OPERATOR_NS = 2_000;

    private static final double SECOND = 1e9;

    /** What bounds a kind. */
    public enum Bound {
        COMPUTE,
        MEMORY,
        ACTIVATIONS
    }

    /** That of a profile; absent where no ceiling was measured, or none that takes long enough to be timed. */
    static Optional<Roof> of(Profile profile) {
        if (profile.ceilings().isEmpty()) {
            return Optional.empty();
        }
        OptionalDouble flop = profile.ceilings().get().products().stream()
                .flatMapToDouble(product -> flopPerSecond(product).stream())
                .max();
        List<Ceilings.Scaling> scalings = profile.ceilings().get().scalings();
        Ceilings.Scaling largest = scalings.stream()
                .max(Comparator.comparingInt(Ceilings.Scaling::elements))
                .orElseThrow();
        OptionalDouble memory = bytesPerSecond(largest);
        if (flop.isEmpty() || memory.isEmpty()) {
            return Optional.empty();
        }
        OptionalInt activation = CeilingShapes.of(profile).activation();
        OptionalDouble activations = activation.isEmpty()
                ? OptionalDouble.empty()
                : scalings.stream()
                        .filter(each -> each.elements() < largest.elements())
                        .min(Comparator.comparingDouble(
                                each -> Math.abs(Math.log((double) each.elements() / activation.getAsInt()))))
                        .map(Roof::bytesPerSecond)
                        .orElse(OptionalDouble.empty());
        return Optional.of(new Roof(flop.getAsDouble(), memory.getAsDouble(), activations));
    }

    /** Of the fastest invocation; absent for one that is too short to be timed. */
    static OptionalDouble flopPerSecond(Ceilings.Product product) {
        return rate(product.flop(), product.ns().stream().min().orElse(0));
    }

    /** Of the fastest invocation; absent for one that is too short to be timed. */
    static OptionalDouble bytesPerSecond(Ceilings.Scaling scaling) {
        return rate((double) scaling.bytes(), scaling.ns().stream().min().orElse(0));
    }

    private static OptionalDouble rate(double amount, long fastestNs) {
        return fastestNs >= SHORTEST_NS ? OptionalDouble.of(amount / fastestNs * SECOND) : OptionalDouble.empty();
    }

    /** Whether a kind reads trained weights. */
    private static boolean readsWeights(OperatorKind kind) {
        return kind == OperatorKind.PROJECTION || kind == OperatorKind.EMBEDDING || kind == OperatorKind.UNMAPPED;
    }

    /** Bytes a second that bound a kind. */
    public double bytesPerSecond(OperatorKind kind) {
        return readsWeights(kind) ? memoryBytesPerSecond : activationBytesPerSecond.orElse(memoryBytesPerSecond);
    }

    /** Whether a kind's operators take long enough, in the mean, for what a profiler says of them. */
    public static boolean isTimed(KindTime time) {
        return time.ns() / time.operators() >= SHORTEST_OPERATOR_NS;
    }

    /** The least time; absent where neither its operations nor its bytes are known, or its operators are too short to be timed. */
    public OptionalDouble leastNs(KindTime time) {
        if (!isTimed(time)) {
            return OptionalDouble.empty();
        }
        double compute = time.flop().orElse(0) / flopPerSecond * SECOND;
        double bytes = time.bytes().orElse(0) / bytesPerSecond(time.kind()) * SECOND;
        return Math.max(compute, bytes) > 0 ? OptionalDouble.of(Math.max(compute, bytes)) : OptionalDouble.empty();
    }

    /** The least time over the time: 1 for a kind at its ceiling. */
    public OptionalDouble share(KindTime time) {
        OptionalDouble least = leastNs(time);
        return least.isPresent() && time.ns() > 0
                ? OptionalDouble.of(least.getAsDouble() / time.ns())
                : OptionalDouble.empty();
    }

    /** Which ceiling it is that a kind is below. */
    public Bound bound(KindTime time) {
        double compute = time.flop().orElse(0) / flopPerSecond;
        double bytes = time.bytes().orElse(0) / bytesPerSecond(time.kind());
        if (compute >= bytes) {
            return Bound.COMPUTE;
        }
        return readsWeights(time.kind()) || activationBytesPerSecond.isEmpty() ? Bound.MEMORY : Bound.ACTIVATIONS;
    }

    /** Operations a byte from which on memory bounds no more. */
    public double ridge() {
        return flopPerSecond / memoryBytesPerSecond;
    }
}
