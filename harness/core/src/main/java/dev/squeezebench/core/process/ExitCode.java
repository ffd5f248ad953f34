package dev.squeezebench.core.process;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a process ended, as Java reports it: 128 + its number for death by a signal, as shells do.
 *
 * @param value what {@link Process#exitValue} returned
 * @param platform where it ran: signals have other numbers on macOS, and Windows has none
 */
public record ExitCode(int value, Platform platform) {
    private static final int SIGNAL_BASE = 128;
    private static final int LAST_SIGNAL = 64;

    /** Signals by which a process ends itself: a fault of what it ran. Every other one was sent from outside. */
    private static final Set<String> OWN_FAULTS =
            Set.of("SIGILL", "SIGTRAP", "SIGABRT", "SIGEMT", "SIGFPE", "SIGBUS", "SIGSEGV", "SIGSYS");

    /** Sent to a whole group when a user or a service ends the command: by Ctrl-C, {@code kill}, a closed terminal. */
    private static final Set<String> ENDING_THE_COMMAND = Set.of("SIGHUP", "SIGINT", "SIGTERM");

    /** The kinds of systems that differ in this. */
    public enum Platform {
        LINUX,
        MAC,
        WINDOWS;

        /** The one that this process runs on. */
        public static Platform here() {
            String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
            return name.contains("win") && !name.contains("darwin") ? WINDOWS : name.contains("mac") ? MAC : LINUX;
        }
    }

    /** signal(7) of Linux on x86 and ARM. */
    private static final Map<Integer, String> LINUX_SIGNALS = signals(
            "SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2 SIGPIPE SIGALRM"
                    + " SIGTERM SIGSTKFLT SIGCHLD SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ"
                    + " SIGVTALRM SIGPROF SIGWINCH SIGIO SIGPWR SIGSYS");

    /** signal(3) of macOS. */
    private static final Map<Integer, String> MAC_SIGNALS = signals(
            "SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGEMT SIGFPE SIGKILL SIGBUS SIGSEGV SIGSYS SIGPIPE SIGALRM"
                    + " SIGTERM SIGURG SIGSTOP SIGTSTP SIGCONT SIGCHLD SIGTTIN SIGTTOU SIGIO SIGXCPU SIGXFSZ SIGVTALRM"
                    + " SIGPROF SIGWINCH SIGINFO SIGUSR1 SIGUSR2");

    /** NTSTATUS values by which Windows ends a process. */
    private static final Map<Integer, String> WINDOWS_FAULTS = Map.of(
            0xC0000005, "access violation",
            0xC0000017, "out of memory",
            0xC000001D, "illegal instruction",
            0xC0000094, "integer division by zero",
            0xC00000FD, "stack overflow",
            0xC0000135, "a DLL was not found",
            0xC000013A, "Ctrl-C",
            0xC0000374, "heap corruption",
            0xC0000409, "stack buffer overrun");

    /** The exit code of a process of this machine. */
    public static ExitCode here(int value) {
        return new ExitCode(value, Platform.here());
    }

    /** Such as {@code was killed by SIGKILL, by a user or by the kernel because memory ran out}. */
    public String inWords() {
        if (platform == Platform.WINDOWS && value < 0) {
            String code = String.format(Locale.ROOT, "0x%08X", value);
            return "was ended by Windows with " + code
                    + (WINDOWS_FAULTS.containsKey(value) ? " (" + WINDOWS_FAULTS.get(value) + ')' : "");
        }
        return signal().map(name -> "was killed by " + name
                        + (name.equals("SIGKILL") ? ", by a user or by the kernel because memory ran out" : ""))
                .orElse("ended by itself with exit code " + value);
    }

    /** Whether a signal ended it that it did not raise by a fault of its own: the same may well work when it is repeated. */
    public boolean isFromOutside() {
        return platform == Platform.WINDOWS
                ? value == 0xC000013A
                : signal().filter(name -> !OWN_FAULTS.contains(name)).isPresent();
    }

    /** Whether the same signal may be ending the command too, which notices it a moment later. */
    public boolean mayEndTheCommand() {
        return platform == Platform.WINDOWS
                ? value == 0xC000013A
                : signal().filter(ENDING_THE_COMMAND::contains).isPresent();
    }

    private Optional<String> signal() {
        int number = value - SIGNAL_BASE;
        if (platform == Platform.WINDOWS || number < 1 || number > LAST_SIGNAL) {
            return Optional.empty();
        }
        Map<Integer, String> names = platform == Platform.MAC ? MAC_SIGNALS : LINUX_SIGNALS;
        return Optional.of(names.getOrDefault(number, "signal " + number));
    }

    private static Map<Integer, String> signals(String inOrder) {
        Map<Integer, String> byNumber = new HashMap<>();
        for (String name : inOrder.split(" ", -1)) {
            byNumber.put(byNumber.size() + 1, name);
        }
        return Map.copyOf(byNumber);
    }
}
