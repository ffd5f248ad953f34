package dev.squeezebench.core.process;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The line by which a process that died said why: the last one that it printed, unless that says nothing. */
final class LastWords {
    private static final int LONGEST = 300;

    /** Lines that come last though the cause came before them, and what a JVM prints without being asked. */
    private static final List<Pattern> SAY_NOTHING = List.of(
            Pattern.compile("\\s.*"),
            Pattern.compile("Error: (Could not create the Java Virtual Machine|A fatal exception has occurred)\\b.*"),
            Pattern.compile("Picked up \\w+: .*"),
            Pattern.compile("(OpenJDK|Java HotSpot).* warning: .*|WARNING: .*"),
            Pattern.compile("</?(forked|stdout|stderr|failure)\\b.*"),
            Pattern.compile("#.*"));

    /** How TensorFlow Lite and others begin a line on what went wrong. */
    private static final String ERROR = "ERROR: ";

    /** Where a source file was when the library was built. */
    private static final Pattern SOURCE_FOLDER = Pattern.compile("/\\S+/(?=[^/\\s]+:\\d+ )");

    /** The node that failed is said after why. */
    private static final int ERRORS = 2;

    private LastWords() {}

    /** The last lines of these by which a native library says what went wrong, each once. */
    static List<String> errors(List<String> lines) {
        List<String> errors = lines.stream()
                .filter(line -> line.startsWith(ERROR))
                .map(line -> shortened(SOURCE_FOLDER
                        .matcher(line.substring(ERROR.length()).strip())
                        .replaceAll("")))
                .distinct()
                .toList();
        return errors.subList(Math.max(0, errors.size() - ERRORS), errors.size());
    }

    /** The last line of these that says something. */
    static Optional<String> of(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = lines.get(i);
            if (!line.isBlank()
                    && SAY_NOTHING.stream()
                            .noneMatch(pattern -> pattern.matcher(line).matches())) {
                return Optional.of(shortened(line.strip()));
            }
        }
        return Optional.empty();
    }

    /** Keeps both ends of a long line: runtimes say where at the beginning, and why at the end. */
    private static String shortened(String line) {
        int half = LONGEST / 2;
        return line.length() <= LONGEST
                ? line
                : line.substring(0, half) + " ... " + line.substring(line.length() - half);
    }
}
