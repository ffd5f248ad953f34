package dev.squeezebench.android.lab.run;

import dev.squeezebench.android.lab.adb.AdbDevice;
import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.android.lab.adb.ShellCommand;
import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.android.lab.phone.Preparation;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Files that a phone keeps by their content: models, inputs, the app's shell mode. Each is pushed once. */
final class PhoneStore {
    private static final String FOLDER = Preparation.FOLDER + "/files";

    /** Beside the file itself: Android stops apps when storage is all but full. */
    private static final long RESERVE_BYTES = 256L << 20;

    private static final long HASHED_BYTES_PER_SECOND = 20_000_000;

    /** Tells the space, makes the folder, which the app reads as another user, and tells the hashes of those files that are there. */
    private static final String THERE = PhoneFacts.SPACE + """
            echo ==files
            mkdir -p "$1" && chmod 755 "$2" "$1" || exit 1
            shift 2
            sha256sum "$@" 2>/dev/null
            exit 0
            """;

    /** Exit status of {@link #KEEP} where another file arrived. */
    private static final int DIFFERENT = 9;

    private static final String KEEP = """
            sum=$(sha256sum "$1") || exit 1
            [ "${sum%% *}" = "$2" ] || { rm -f "$1"; exit 9; }
            mv -f "$1" "$3"
            """;

    private final AdbDevice device;
    private final ProgressListener listener;
    private final Map<Path, Entry> files = new LinkedHashMap<>();
    private final Map<Path, String> hashes = new HashMap<>();
    private final Set<Path> pushed = new HashSet<>();

    PhoneStore(AdbDevice device, ProgressListener listener) {
        this.device = device;
        this.listener = listener;
    }

    /**
     * Where a file is on the phone once {@link #push} was called.
     *
     * @param sha256 of its content, where it is known
     */
    String path(Path file, Optional<String> sha256) throws IOException {
        Entry known = files.get(file);
        if (known == null) {
            known = entry(file, sha256.isPresent() ? sha256.get() : sha256(file));
            files.put(file, known);
        }
        return known.path();
    }

    private static Entry entry(Path file, String hash) {
        return new Entry(hash, FOLDER + '/' + hash + extension(String.valueOf(file.getFileName())));
    }

    /** SHA-256 of a file of this computer, which is not pushed for it. */
    String sha256(Path file) throws IOException {
        String hash = hashes.get(file);
        if (hash == null) {
            hash = hash(file);
            hashes.put(file, hash);
        }
        return hash;
    }

    /**
     * Pushes one file.
     *
     * @return where it is on the phone
     */
    String push(Path file) throws AdbException, IOException {
        Entry entry = entry(file, sha256(file));
        push(Map.of(file, entry));
        return entry.path();
    }

    /**
     * Pushes those files that were named and do not lie there whole.
     *
     * @throws AdbException when there is no room for one, or what arrives is not what was sent
     */
    void push() throws AdbException, IOException {
        push(files);
    }

    private void push(Map<Path, Entry> named) throws AdbException, IOException {
        Map<Path, Entry> missing = new LinkedHashMap<>(named);
        missing.keySet().removeAll(pushed);
        if (missing.isEmpty()) {
            return;
        }
        OptionalLong free = leaveOutWhatIsThere(missing);
        pushed.addAll(named.keySet());
        pushed.removeAll(missing.keySet());
        long taken = 0;
        for (Map.Entry<Path, Entry> each : missing.entrySet()) {
            long bytes = Files.size(each.getKey());
            insistOnRoom(free, taken, bytes);
            push(each.getKey(), each.getValue(), bytes);
            pushed.add(each.getKey());
            taken += bytes;
        }
    }

    /** At once for all files, since each question is a way there and back. */
    private OptionalLong leaveOutWhatIsThere(Map<Path, Entry> files) throws AdbException, IOException {
        List<String> arguments = new ArrayList<>(List.of(FOLDER, Preparation.FOLDER));
        long bytes = 0;
        for (Map.Entry<Path, Entry> each : files.entrySet()) {
            arguments.add(each.getValue().path());
            bytes += Files.size(each.getKey());
        }
        AdbDevice.ShellResult told =
                device.shell(ShellCommand.script(THERE, arguments.toArray(String[]::new)), hashing(bytes));
        OptionalLong free = PhoneFacts.parse(told.out()).freeBytes();
        if (!told.isDone()) {
            insistOnRoom(free, 0, bytes);
            throw new AdbException(
                    Problem.REFUSED,
                    "the device could not make a folder (" + told.complaint() + "): restart it and try again");
        }
        Set<String> whole = told.out().lines().collect(Collectors.toSet());
        files.values().removeIf(entry -> whole.contains(entry.sha256() + "  " + entry.path()));
        return free;
    }

    /**
     * A file of this computer on the phone.
     *
     * @param sha256 of its content
     * @param path there
     */
    private record Entry(String sha256, String path) {}

    private static String hash(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), Digests.sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return Digests.hex(in.getMessageDigest().digest());
        }
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot);
        return extension.matches("\\.[A-Za-z0-9]{1,12}") ? extension : "";
    }

    /** @param taken since the phone told how much is free */
    private static void insistOnRoom(OptionalLong free, long taken, long bytes) throws AdbException {
        if (free.isPresent() && free.getAsLong() - taken < bytes + RESERVE_BYTES) {
            throw new AdbException(
                    Problem.REFUSED,
                    "the device has " + ((free.getAsLong() - taken) >> 20) + " MiB of storage free, and "
                            + ((bytes + RESERVE_BYTES) >> 20)
                            + " MiB are needed: free some; 'squeezebench devices clean' removes the models that were"
                            + " pushed");
        }
    }

    private void push(Path file, Entry entry, long bytes) throws AdbException, IOException {
        String arriving = entry.path() + ".part";
        try (ProgressListener.Task progress = listener.begin("pushing " + file.getFileName())) {
            device.files().push(file, arriving, 0644, progress);
        }
        AdbDevice.ShellResult kept =
                device.shell(ShellCommand.script(KEEP, arriving, entry.sha256(), entry.path()), hashing(bytes));
        if (kept.status() == DIFFERENT) {
            throw new AdbException(
                    Problem.REFUSED,
                    "what arrived on the device of '" + file.getFileName()
                            + "' is not what was sent: try another cable, then another device");
        }
        if (!kept.isDone()) {
            throw new AdbException(
                    Problem.REFUSED,
                    "the device could not keep a file (" + kept.complaint() + "): restart it and try again");
        }
    }

    private static Duration hashing(long bytes) {
        return Duration.ofSeconds(20 + bytes / HASHED_BYTES_PER_SECOND);
    }
}
