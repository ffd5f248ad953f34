package dev.squeezebench.measure.turn;

/**
 * Where a worker asks for its turns.
 *
 * @param port of the coordinator, on the loopback interface
 * @param token that proves to the coordinator that the worker is one of its own
 * @param arm index of the worker's arm, from 0
 * @param turns turns between preparing and ending
 */
public record TurnAddress(int port, String token, int arm, int turns) {
    public TurnAddress {
        if (port < 1 || port > 65535 || arm < 0 || turns < 1 || !token.matches("[0-9a-f]{1,64}")) {
            throw new IllegalArgumentException("no address of a coordinator");
        }
    }
}
