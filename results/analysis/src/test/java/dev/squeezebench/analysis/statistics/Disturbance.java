package dev.squeezebench.analysis.statistics;

/** What disturbs simulated turns. */
public enum Disturbance {
    NOTHING("noise of calls alone, 1.5%", TurnsMachine.QUIET),
    DRIFT("drift, .2% a second, and wandering by 2%", new TurnsMachine(.015, false, .002, false, false, 0, 0)),
    BURSTS_THAT_HIT_ALL("bursts that hit all, 1.4 times, and drift", TurnsMachine.CLOUD),
    BURSTS_THAT_SLOW_ARMS_UNEQUALLY(
            "bursts that hit all, 1.4 and 1.33 times", new TurnsMachine(.015, false, 0, true, false, -.15, 0)),
    BURSTS_THAT_HIT_ONE("bursts that hit one, 1.4 times", new TurnsMachine(.015, false, 0, false, true, 0, 0)),
    SLOW_PROCESSES("slow processes, 1 in 50", new TurnsMachine(.015, false, 0, false, false, 0, .02)),
    HEAVY_TAILS("calls with heavy tails (t3)", new TurnsMachine(.015, true, 0, false, false, 0, 0)),
    MORE_NOISE("noise of calls 4%, slow processes", new TurnsMachine(.04, false, 0, false, false, 0, .02)),
    ALL_OF_IT("all of it", new TurnsMachine(.015, true, .002, true, false, -.15, .02));

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // A record of numbers.
    private final TurnsMachine machine;

    Disturbance(String words, TurnsMachine machine) {
        this.words = words;
        this.machine = machine;
    }

    /** In a table. */
    public String words() {
        return words;
    }

    /** The machine. */
    public TurnsMachine machine() {
        return machine;
    }
}
