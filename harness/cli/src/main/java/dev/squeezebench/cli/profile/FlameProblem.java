package dev.squeezebench.cli.profile;

import java.util.Locale;

/** What a user can do about a flame graph that could not be drawn. */
final class FlameProblem {
    private FlameProblem() {}

    static String remedy(String reason) {
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("perf_event") || lower.contains("perf events")) {
            return "as root: sysctl kernel.perf_event_paranoid=1 kernel.kptr_restrict=0; in a container the seccomp profile has to"
                    + " permit perf_event_open; or take --flame wall";
        }
        if (lower.contains("platform") || lower.contains("not supported") || lower.contains("not found in")) {
            return "async-profiler is for Linux and macOS; take the operators alone, or JMH's -prof (docs/jmh.md)";
        }
        if (lower.contains("map segment") || lower.contains("cannot be loaded")) {
            return "name a temporary folder by TMPDIR that is not mounted noexec";
        }
        return "see the log, or leave --flame out";
    }
}
