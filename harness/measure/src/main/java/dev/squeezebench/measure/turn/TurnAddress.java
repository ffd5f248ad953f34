package dev.squeezebench.measure.turn;

/**
 * Where a worker asks for its turns.
 *
 * @param port of the coordinator, on the loopback interface
 * @param token that proves to the coordinator that the worker is one of its own
 * @param arm index of the worker's arm, from 0
 * @param turns turns between preparing and ending
 * @param leastTurnNs time that a turn has at least: one of a few milliseconds would measure what the other arm left in the caches, and
 *     a long one would let the machine change within a cycle
 */
public record TurnAddress(int port, String token, int arm, int turns, long leastTurnNs) {
    /** Of a round of the usual length. */
    public static final long USUAL_TURN_NS = 20_000_000;

    public TurnAddress {
        if (port < 1 || port > 65535 || arm < 0 || turns < 1 || leastTurnNs < 1 || !token.matches("[0-9a-f]{1,64}")) {
            throw new IllegalArgumentException("no address of a coordinator");
        }
    }
}
