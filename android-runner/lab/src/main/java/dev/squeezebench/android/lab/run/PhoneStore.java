package dev.squeezebench.android.lab.run;

import dev.squeezebench.android.lab.adb.AdbDevice;
import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.android.lab.adb.DeviceFiles;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files that a phone keeps by their content: models, inputs, the app's shell mode. Each is pushed once. */
final class PhoneStore {
    private static final String FOLDER = Preparation.FOLDER + "/files";

    /** Beside the file itself: Android stops apps when storage is all but full. */
    private static final long RESERVE_BYTES = 256L << 20;

    private static final long HASHED_BYTES_PER_SECOND = 20_000_000;

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
        push(file, entry);
        return entry.path();
    }

    /**
     * Pushes those files that were named and do not lie there whole.
     *
     * @throws AdbException when there is no room for one, or what arrives is not what was sent
     */
    void push() throws AdbException, IOException {
        for (Map.Entry<Path, Entry> named : files.entrySet()) {
            push(named.getKey(), named.getValue());
        }
    }

    private void push(Path file, Entry entry) throws AdbException, IOException {
        if (pushed.contains(file)) {
            return;
        }
        long bytes = Files.size(file);
        Optional<DeviceFiles.Entry> there = device.files().stat(entry.path());
        if (there.isEmpty() || there.get().bytes() != bytes || !isWhole(entry.path(), entry.sha256(), bytes)) {
            push(file, entry.path(), entry.sha256(), bytes);
        }
        pushed.add(file);
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

    private void push(Path file, String path, String hash, long bytes) throws AdbException, IOException {
        PhoneFacts facts = PhoneFacts.of(device);
        if (facts.freeBytes().isPresent() && facts.freeBytes().getAsLong() < bytes + RESERVE_BYTES) {
            throw new AdbException(
                    Problem.REFUSED,
                    "the device has " + (facts.freeBytes().getAsLong() >> 20) + " MiB of storage free, and "
                            + ((bytes + RESERVE_BYTES) >> 20)
                            + " MiB are needed: free some; 'squeezebench devices clean' removes the models that were"
                            + " pushed");
        }
        String arriving = path + ".part";
        // The app reads them, too, as another user.
        device.output(
                "make a folder",
                ShellCommand.script("mkdir -p \"$1\" && chmod 755 \"$2\" \"$1\"", FOLDER, Preparation.FOLDER));
        try (ProgressListener.Task progress = listener.begin("pushing " + file.getFileName())) {
            device.files().push(file, arriving, 0644, progress);
        }
        if (!isWhole(arriving, hash, bytes)) {
            device.output("remove a file", ShellCommand.of("rm", "-f", arriving));
            throw new AdbException(
                    Problem.REFUSED,
                    "what arrived on the device of '" + file.getFileName()
                            + "' is not what was sent: try another cable, then another device");
        }
        device.output("keep a file", ShellCommand.of("mv", "-f", arriving, path));
    }

    private boolean isWhole(String path, String hash, long bytes) throws AdbException {
        Duration limit = Duration.ofSeconds(20 + bytes / HASHED_BYTES_PER_SECOND);
        AdbDevice.ShellResult result = device.shell(ShellCommand.of("sha256sum", path), limit);
        return result.isDone() && result.out().startsWith(hash + ' ');
    }
}
