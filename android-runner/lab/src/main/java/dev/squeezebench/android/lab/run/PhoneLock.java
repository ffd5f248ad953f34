package dev.squeezebench.android.lab.run;

import dev.squeezebench.android.lab.adb.AdbDevice;
import dev.squeezebench.android.lab.adb.AdbDevice.ShellResult;
import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.android.lab.adb.ShellCommand;
import dev.squeezebench.android.lab.phone.Preparation;
import dev.squeezebench.core.lock.MachineLock;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.lock.Holder;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The right to measure on a phone that several computers reach: a file on the phone with its owner and the phone's time, written
 * anew while it is held. One whose owner has been silent for five minutes is anybody's. Commands of one computer exclude each
 * other before, so that what a killed one left is taken over at once.
 */
public final class PhoneLock {
    private static final String FILE = Preparation.LOCK;

    /** Longer than pushing a model takes by a slow cable. */
    private static final Duration STALE = Duration.ofMinutes(5);

    /** Linux's number for it. */
    private static final int FULL = 28;

    private static final Duration SIGN = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(15);

    /**
     * Writes the line where no other computer has the lock, and looks a second later whether another one wrote at the same moment:
     * whoever wrote last has it. Prints the line of the one who has it. Ends with 28 where the storage takes nothing more.
     */
    private static final String TAKE = """
            file=$1 id=$2 stale=$3 words=$4
            mkdir -p "${file%/*}" || exit 1
            now=$(date +%s)
            if ! (set -C && printf '%s\\n' "$id $now $words" >"$file") 2>/dev/null; then
                read -r owner at _ <"$file" || { sleep 1; read -r owner at _ <"$file"; }
                case $at in '' | 0* | *[!0-9]* | ????????????*) at=0 ;; esac
                age=$((now - at))
                [ "$age" -ge 0 ] || age=$((-age))
                [ "$owner" = "$id" ] || [ "$age" -gt "$stale" ] || { cat "$file"; exit 0; }
                printf '%s\\n' "$id $now $words" >"$file.$$" && mv -f "$file.$$" "$file" || { rm -f "$file.$$"; exit 28; }
                [ "$owner" = "$id" ] || sleep 1
            fi
            cat "$file"
            """;

    /** Says that its owner still measures; prints the line of another one who has it. */
    private static final String KEEP = """
            read -r owner _ <"$1" 2>/dev/null
            if [ "$owner" = "$2" ]; then
                printf '%s\\n' "$2 $(date +%s) $3" >"$1.$$" && mv -f "$1.$$" "$1"
            else
                cat "$1" 2>/dev/null || echo -
            fi
            """;

    private static final String LEAVE = "read -r owner _ <\"$1\" && [ \"$owner\" != \"$2\" ] || rm -f \"$1\"";

    private final AdbDevice device;
    private final Owner owner;
    private final InstantSource time;
    private Instant signed;
    private Optional<String> taker = Optional.empty();

    private PhoneLock(AdbDevice device, Owner owner, InstantSource time) {
        this.device = device;
        this.owner = owner;
        this.time = time;
        this.signed = time.instant();
    }

    /**
     * Takes the lock.
     *
     * @param waits whether another computer's end is waited for
     * @param notes told once who is waited for
     * @throws AdbException when another computer has it and is not waited for, or the phone is not there
     */
    static PhoneLock take(
            AdbDevice device, Owner owner, boolean waits, InstantSource time, Pause pause, Consumer<String> notes)
            throws AdbException, InterruptedException {
        boolean told = false;
        while (true) {
            ShellResult result = tried(device, owner);
            if (result.status() == FULL) {
                throw new AdbException(
                        Problem.REFUSED,
                        "the device's storage takes nothing more (" + result.complaint()
                                + "): free some; 'squeezebench devices clean' removes what was pushed");
            }
            Optional<String> other = other(device, owner, result);
            if (other.isEmpty()) {
                return new PhoneLock(device, owner, time);
            }
            if (!waits) {
                throw refused(other.get());
            }
            if (!told) {
                notes.accept("waiting for another computer: " + other.get());
                told = true;
            }
            pause.of(LOOK);
        }
    }

    /**
     * Does something on a phone while no other computer measures on it; where its storage takes nothing more, nobody does.
     *
     * @throws AdbException when another computer measures on it, or what is done fails
     */
    public static void during(AdbDevice device, Owner owner, Work work) throws AdbException {
        ShellResult result = tried(device, owner);
        boolean full = result.status() == FULL;
        Optional<String> other = full ? Optional.empty() : other(device, owner, result);
        if (other.isPresent()) {
            throw refused(other.get());
        }
        try {
            work.run();
        } finally {
            new PhoneLock(device, owner, InstantSource.system()).leave();
        }
    }

    /** What is done on a phone at once. */
    @FunctionalInterface
    public interface Work {
        void run() throws AdbException;
    }

    private static ShellResult tried(AdbDevice device, Owner owner) throws AdbException {
        return device.shell(ShellCommand.script(
                TAKE,
                FILE,
                owner.id(),
                String.valueOf(STALE.toSeconds()),
                owner.holder().text()));
    }

    /** Who else has it, in words; empty where this one has it now. */
    private static Optional<String> other(AdbDevice device, Owner owner, ShellResult result) throws AdbException {
        if (!result.isDone()) {
            throw new AdbException(
                    Problem.REFUSED,
                    "the device could not keep other computers away (" + result.complaint()
                            + "): restart it and try again");
        }
        return result.out().startsWith(owner.id() + ' ')
                ? Optional.empty()
                : Optional.of(words(result.out()) + " has device "
                        + Printable.text(device.listed().serial()));
    }

    private static AdbException refused(String other) {
        return new AdbException(
                Problem.REFUSED,
                other + ": wait for its end; a computer that is gone loses it after " + STALE.toMinutes() + " minutes");
    }

    private static String words(String line) {
        String[] parts = line.strip().split(" ", 3);
        return parts.length < 3
                ? "another computer"
                : Holder.parse(parts[2])
                        .map(holder -> holder.inWords(ZoneId.systemDefault()))
                        .orElse("another computer");
    }

    /** Says twice a minute at most that its owner still measures; a phone that is away is told when it is back. */
    void keep() {
        Instant now = time.instant();
        if (taker.isPresent() || now.isBefore(signed.plus(SIGN))) {
            return;
        }
        try {
            String line = device.output(
                    "keep other computers away",
                    ShellCommand.script(KEEP, FILE, owner.id(), owner.holder().text()));
            signed = now;
            if (!line.isBlank()) {
                taker = Optional.of(words(line));
            }
        } catch (AdbException e) {
            // Where it stays away, its round says so.
            return;
        }
    }

    /**
     * Makes sure that it was held all the time.
     *
     * @throws AdbException when another computer took it, as after five minutes in which the phone was away
     */
    void insist() throws AdbException {
        if (taker.isPresent()) {
            throw new AdbException(
                    Problem.REFUSED,
                    taker.get() + " took the device, or cleaned it, meanwhile: let one command at a time work on it");
        }
    }

    /** Lets others have the phone; one that is gone lets them have it later. */
    void leave() {
        try {
            device.shell(ShellCommand.script(LEAVE, FILE, owner.id()));
        } catch (AdbException e) {
            return;
        }
    }

    /**
     * Whoever measures.
     *
     * @param id of this computer and user, in letters and digits
     * @param holder what others read
     */
    public record Owner(String id, Holder holder) {
        /**
         * This computer and its user.
         *
         * @param command what it does, such as {@code squeezebench run}
         */
        public static Owner ofThisComputer(String command, Instant now) {
            String computer = computer();
            String identity = String.join("\n", computer, System.getProperty("user.name", ""), machineId());
            return new Owner(Digests.shortHash(identity), MachineLock.self(command + " on " + computer, now));
        }

        /** In clear: it is for people who share the phone, and is in no result. */
        private static String computer() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "a computer without a name";
            }
        }

        /** Linux's own number of an installation, which tells computers of one name apart. */
        private static String machineId() {
            try {
                return Files.readString(Path.of("/etc/machine-id"));
            } catch (IOException e) {
                return "";
            }
        }
    }
}
