package dev.squeezebench.analysis.report;

/** Marks that every rendering carries. */
final class Marks {
    static final String QUICK = "QUICK RUN: a smoke test, no measurement";

    static final String SOFTWARE_ADAPTER = "software adapter";

    static final String LEGEND =
            "median: geometric mean over trials of each trial's median; speed-up: geometric mean over rounds;"
                    + " interval: 95%, Student's t on the logarithms";

    private Marks() {}
}
