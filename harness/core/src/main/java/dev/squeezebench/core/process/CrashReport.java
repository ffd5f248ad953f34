package dev.squeezebench.core.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM wrote when it crashed.
 *
 * @param cause the signal or exception, such as {@code SIGSEGV}, or {@code native memory exhausted}
 * @param frame where it happened, such as {@code C [libonnxruntime.so+0x4f1a]}; absent when it does not say
 */
public record CrashReport(String cause, Optional<String> frame) {
    public static final String FILE_NAME = "hs_err.log";

    private static final Pattern SIGNAL = Pattern.compile("^#\\s+(SIG\\w+|EXCEPTION_\\w+) \\(");
    private static final String NO_MEMORY = "There is insufficient memory";
    private static final String FRAME = "# Problematic frame:";

    /** Reads the report that a JVM left in its folder; empty when there is none, or when it names no cause. */
    public static Optional<CrashReport> in(Path folder) throws IOException {
        Path file = folder.resolve(FILE_NAME);
        return Files.isRegularFile(file)
                ? parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1))
                : Optional.empty();
    }

    /** Such as {@code crashed by SIGSEGV in libonnxruntime.so+0x4f1a}. */
    public String inWords() {
        return "crashed by " + cause + frame.map(where -> " in " + where).orElse("");
    }

    /** Reads a report's lines. */
    static Optional<CrashReport> parse(List<String> lines) {
        Optional<String> cause = Optional.empty();
        Optional<String> frame = Optional.empty();
        for (int i = 0; i < lines.size() && frame.isEmpty(); i++) {
            Matcher signal = SIGNAL.matcher(lines.get(i));
            if (cause.isEmpty() && signal.find()) {
                cause = Optional.of(signal.group(1));
            } else if (cause.isEmpty() && lines.get(i).contains(NO_MEMORY)) {
                cause = Optional.of("native memory exhausted");
            } else if (lines.get(i).startsWith(FRAME) && i + 1 < lines.size()) {
                frame = Optional.of(lines.get(i + 1).substring(1).strip().replaceAll("\\s+", " "));
            }
        }
        Optional<String> where = frame;
        return cause.map(named -> new CrashReport(named, where));
    }
}
