package dev.squeezebench.results.report;

/** Marks that every rendering carries. */
final class Marks {
    static final String QUICK = "QUICK RUN: a smoke test, no measurement";

    private Marks() {}
}
