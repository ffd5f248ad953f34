package dev.squeezebench.core.process;

import java.util.Map;

/** Says in words how a process ended. */
public final class ExitCodes {
    /** Java reports death by a signal as 128 + its number, as shells do. */
    private static final int SIGNAL_BASE = 128;

    private static final int LAST_SIGNAL = 64;

    private static final Map<Integer, String> SIGNALS = Map.of(
            2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 15,
            "SIGTERM");

    private ExitCodes() {}

    /** Such as {@code was killed by SIGKILL, by somebody or by the kernel because memory ran out}. */
    public static String inWords(int exitCode) {
        int signal = exitCode - SIGNAL_BASE;
        if (signal < 1 || signal > LAST_SIGNAL) {
            return "ended by itself with exit code " + exitCode;
        }
        String name = SIGNALS.getOrDefault(signal, "signal " + signal);
        return signal == 9
                ? "was killed by SIGKILL, by somebody or by the kernel because memory ran out"
                : "was killed by " + name;
    }
}
