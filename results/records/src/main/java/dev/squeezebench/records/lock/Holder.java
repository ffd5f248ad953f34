package dev.squeezebench.records.lock;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The process that has a lock, as it wrote itself into the lock's file.
 *
 * @param pid its process id
 * @param command what it does, such as {@code squeezebench run}; printable ASCII, 80 characters at most
 * @param since when it took the lock
 */
public record Holder(long pid, String command, Instant since) {
    private static final int LONGEST_COMMAND = 80;
    private static final int PARTS = 3;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    public Holder {
        // Any user of the machine may write into a shared lock's file: nothing in it may reach a terminal as a command.
        command = command.replaceAll("[^ -~]", "?");
        command = command.substring(0, Math.min(LONGEST_COMMAND, command.length()));
    }

    /** Such as {@code process 4711 (squeezebench run, since 14:05)}. */
    public String inWords(ZoneId zone) {
        return "process " + pid + " (" + command + ", since " + TIME.format(since.atZone(zone)) + ')';
    }

    /** As it is written into a lock's file. */
    public String text() {
        return pid + " " + since + ' ' + command;
    }

    /** What a lock's file says; empty when it is no such text. */
    public static Optional<Holder> parse(String text) {
        String[] parts = text.split(" ", PARTS);
        if (parts.length < PARTS || !parts[0].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Holder(Long.parseLong(parts[0]), parts[2], Instant.parse(parts[1])));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
