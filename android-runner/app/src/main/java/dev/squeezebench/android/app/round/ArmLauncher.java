package dev.squeezebench.android.app.round;

import java.io.IOException;
import java.nio.file.Path;

/** Starts the process of an arm: a child in shell mode, a bound service of its own process in the app. */
public interface ArmLauncher {
    /**
     * Starts it.
     *
     * @param arm index, from 0
     * @param request the file that says what it measures
     * @param ended is called once, from any thread, when the process has ended
     */
    Arm start(int arm, Path request, Ended ended) throws IOException;

    /** Takes the news that an arm's process has ended. */
    interface Ended {
        /**
         * It has ended.
         *
         * @param clean whether it has measured all that it was asked for
         * @param how in a few words, such as {@code exit code 139}
         */
        void ended(boolean clean, String how);
    }

    /** A process that was started. */
    interface Arm {
        /** Ends it, if it lives. */
        void kill();
    }
}
