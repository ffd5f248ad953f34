package dev.squeezebench.analysis.profile;

import dev.squeezebench.records.OperatorKind;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * All operators of one kind in one invocation.
 *
 * @param kind which
 * @param operators how many there are
 * @param ns time that they take
 * @param flop operations of their matrix products; absent where one of them cannot be counted
 * @param bytes that they have to move; absent where that of one is not known
 */
public record KindTime(OperatorKind kind, int operators, double ns, OptionalLong flop, OptionalLong bytes) {
    /** Operations a second; absent without products. */
    public OptionalDouble flopPerSecond() {
        return flop.orElse(0) > 0 && ns > 0 ? OptionalDouble.of(flop.getAsLong() / ns * 1e9) : OptionalDouble.empty();
    }

    /** Bytes a second. */
    public OptionalDouble bytesPerSecond() {
        return bytes.orElse(0) > 0 && ns > 0 ? OptionalDouble.of(bytes.getAsLong() / ns * 1e9) : OptionalDouble.empty();
    }
}
