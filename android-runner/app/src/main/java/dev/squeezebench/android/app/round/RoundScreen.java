package dev.squeezebench.android.app.round;

/** What follows a round while it runs: a screen, where there is one. Called from several threads: return quickly. */
public interface RoundScreen {
    /** Shows nothing. */
    RoundScreen NONE = status -> {};

    /** Something has changed. */
    void show(RoundStatus status);
}
