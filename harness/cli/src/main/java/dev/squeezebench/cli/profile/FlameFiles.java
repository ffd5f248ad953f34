package dev.squeezebench.cli.profile;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What async-profiler wrote, as it is kept: a library without functions has the name of its file, which lies in a folder of the
 * user's or a temporary one, that is no business of who sees the graph.
 */
final class FlameFiles {
    private static final String NAMES = "const cpool = [";
    private static final String END = "];";

    /** A name begins with a character that says how many of the one before are repeated: a space is none. */
    private static final char NO_PREFIX = ' ';

    private FlameFiles() {}

    /** A frame's name without folders. */
    private static String shown(String frame) {
        return frame.startsWith("/") ? frame.substring(frame.lastIndexOf('/') + 1) : frame;
    }

    /** Copies collapsed stacks. */
    static void collapsed(Path from, Path to) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(from)) {
            lines.add(Arrays.stream(line.split(";", -1)).map(FlameFiles::shown).collect(Collectors.joining(";")));
        }
        Files.write(to, lines);
    }

    /**
     * Copies a flame graph. Its names are a list in JavaScript, one a line, in single quotes.
     *
     * @throws UnreadableFileException when it has no such list: another version of async-profiler wrote it
     */
    static void html(Path from, Path to) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean within = false;
        boolean found = false;
        String last = "";
        for (String line : Files.readAllLines(from)) {
            if (within && line.startsWith(END)) {
                within = false;
            } else if (within) {
                int first = line.indexOf('\'') + 1;
                int end = line.lastIndexOf('\'');
                if (first < 1 || end < first) {
                    throw unknown(from);
                }
                String text = unescaped(line.substring(first, end));
                last = found ? whole(last, text, from) : text;
                // The first name is whole.
                lines.add('\'' + escaped(found ? NO_PREFIX + shown(last) : last) + '\'' + line.substring(end + 1));
                found = true;
                continue;
            } else if (line.strip().equals(NAMES)) {
                within = true;
            }
            lines.add(line);
        }
        if (!found || within) {
            throw unknown(from);
        }
        Files.write(to, lines);
    }

    private static String whole(String before, String text, Path file) throws UnreadableFileException {
        int prefix = text.isEmpty() ? -1 : text.charAt(0) - NO_PREFIX;
        if (prefix < 0 || prefix > before.length()) {
            throw unknown(file);
        }
        return before.substring(0, prefix) + text.substring(1);
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }

    private static UnreadableFileException unknown(Path file) {
        return new UnreadableFileException(
                file, "no flame graph of a known form", "look at the collapsed stacks with another tool");
    }
}
