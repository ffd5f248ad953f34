package dev.squeezebench.android.lab.hosted;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Results that came by the text that instrumentation prints, where a lab keeps no files: lines with {@code
 * squeezebench.part=SESSION:NUMBER/COUNT:BASE64}, in any order, each perhaps several times, with whatever before them. All parts
 * of a session are a zip.
 */
final class StatusParts {
    private static final Pattern PART = Pattern.compile(
            "squeezebench\\.part=([0-9a-f]{8,64}):([0-9]{1,4})/([0-9]{1,4}):([A-Za-z0-9+/]{1,1000000}={0,2})\\s*$");

    private static final int LONGEST_LINE = 2_000_000;
    private static final int MOST_SESSIONS = 1000;

    private final SortedMap<String, Session> sessions = new TreeMap<>();

    /** Where a session was seen, how many parts it has, and those that were seen. */
    private record Session(Path file, int count, Map<Integer, byte[]> parts) {}

    /**
     * Takes what is in a file.
     *
     * @throws UnreadableFileException when parts contradict each other
     */
    void read(Path file) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), charset(file)), 1 << 16)) {
            for (String line = next(lines); line != null; line = next(lines)) {
                int at = line.indexOf("squeezebench.part=");
                Matcher part = PART.matcher(line);
                if (at >= 0 && part.find(at)) {
                    add(file, part);
                }
            }
        }
    }

    /** Windows' PowerShell writes what a command prints as UTF-16; of any other form the parts' letters are the same bytes. */
    private static Charset charset(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            int mark = (in.read() << 8) | in.read();
            return mark == 0xFFFE || mark == 0xFEFF ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1;
        }
    }

    /** A line; of one without end, which no lab writes, its beginning. Null at the end. */
    private static @org.jspecify.annotations.Nullable String next(BufferedReader lines) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = lines.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = lines.read()) {
            if (line.length() < LONGEST_LINE) {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private void add(Path file, Matcher part) throws UnreadableFileException {
        int number = Integer.parseInt(part.group(2));
        int count = Integer.parseInt(part.group(3));
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(part.group(4));
        } catch (IllegalArgumentException e) {
            throw damaged(file, "part " + number + " is cut");
        }
        Session session = sessions.computeIfAbsent(part.group(1), name -> new Session(file, count, new TreeMap<>()));
        byte[] before = session.parts().putIfAbsent(number, bytes);
        if (number < 1
                || number > count
                || count != session.count()
                || sessions.size() > MOST_SESSIONS
                || (before != null && !java.util.Arrays.equals(before, bytes))) {
            throw damaged(file, "part " + number + " of " + count + " contradicts another");
        }
    }

    private static UnreadableFileException damaged(Path file, String how) {
        return new UnreadableFileException(
                file, "the results in it are damaged: " + how, "fetch instrumentation's output from the lab again");
    }

    /**
     * Puts every session's zip into a folder.
     *
     * @throws UnreadableFileException when a part is missing
     */
    List<Path> archives(Path folder) throws IOException {
        List<Path> archives = new ArrayList<>();
        for (Map.Entry<String, Session> each : sessions.entrySet()) {
            Session session = each.getValue();
            Path archive = folder.resolve("session-" + each.getKey() + ".zip");
            try (OutputStream out = Files.newOutputStream(archive, StandardOpenOption.CREATE_NEW)) {
                for (int number = 1; number <= session.count(); number++) {
                    byte[] part = session.parts().get(number);
                    if (part == null) {
                        throw damaged(session.file(), "part " + number + " of " + session.count() + " is missing");
                    }
                    out.write(part);
                }
            }
            archives.add(archive);
        }
        return archives;
    }
}
