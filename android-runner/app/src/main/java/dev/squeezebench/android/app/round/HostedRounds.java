package dev.squeezebench.android.app.round;

import dev.squeezebench.android.app.device.Platform;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.records.Reading;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.Range;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The rounds that were packed for a device that no computer looks at, one after the other. The folder holds {@code plan.jsonl},
 * {@code hosted.json}, {@code facts.sh} and {@code rounds/001}, {@code rounds/002}, ...; what the device tells of itself, and an
 * archive of all that was measured, are left there, and all of it but tensors is told in lines of text, for labs that keep no
 * files.
 */
public final class HostedRounds {
    /** What the host reads: {@code squeezebench.part=SESSION:NUMBER/COUNT:BASE64}. */
    public static final String PART = "squeezebench.part";

    /** Where an APK carries the folder. */
    private static final String PACKED = "assets/hosted/";

    private static final String PLAN = "plan.jsonl";
    private static final String BATTERY = "battery_temperature";

    /** As many as an instrumentation's status takes at once, and some: a tenth of Android's limit. */
    private static final int PART_BYTES = 30_000;

    private static final long FACTS_SECONDS = 30;
    private static final long LOOK_MILLIS = 15_000;

    /** A phone above it is waited for, as by a computer. */
    private static final double WARM_CELSIUS = 32;

    private final Path folder;
    private final Function<Path, PhoneRound> rounds;
    private final Platform platform;
    private final Pause pause;

    /** Waits between looks at a warm phone. */
    interface Pause {
        void of(long millis) throws InterruptedException;
    }

    /**
     * @param folder of what was packed
     * @param rounds the round of a folder
     */
    public HostedRounds(Path folder, Function<Path, PhoneRound> rounds, Platform platform) {
        this(folder, rounds, platform, Thread::sleep);
    }

    HostedRounds(Path folder, Function<Path, PhoneRound> rounds, Platform platform, Pause pause) {
        this.folder = folder;
        this.rounds = rounds;
        this.platform = platform;
        this.pause = pause;
    }

    /** Whether an APK carries rounds. */
    public static boolean areIn(File apk) throws IOException {
        try (ZipFile zip = new ZipFile(apk)) {
            return zip.getEntry(PACKED + PLAN) != null;
        }
    }

    /** Puts what an APK carries into a folder, in the place of what an earlier run left there. */
    public static void unpack(File apk, Path folder) throws IOException {
        delete(folder);
        try (ZipFile zip = new ZipFile(apk)) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (!entry.getName().startsWith(PACKED) || entry.isDirectory()) {
                    continue;
                }
                Path target = folder.resolve(entry.getName().substring(PACKED.length()))
                        .normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("the APK has a file that leaves its folder: " + entry.getName());
                }
                Files.createDirectories(target.resolveSibling(""));
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, target);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            for (Path inside : sorted(folder)) {
                delete(inside);
            }
        }
        Files.deleteIfExists(folder);
    }

    /**
     * Runs them all.
     *
     * @param parts gets the lines, each without {@link #PART} and the equals sign
     * @return whether every round has measured
     */
    public boolean run(Consumer<String> parts) throws IOException, InterruptedException {
        long coolDownMillis = coolDownMillis();
        facts("facts-before.txt");
        boolean all = true;
        for (Path round : sorted(folder.resolve("rounds"))) {
            coolDown(coolDownMillis);
            all &= rounds.apply(round).run();
        }
        facts("facts-after.txt");
        try (OutputStream out = Files.newOutputStream(folder.resolve("results.zip"))) {
            pack(out, true);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        pack(text, false);
        tell(text.toByteArray(), parts);
        return all;
    }

    private long coolDownMillis() throws IOException {
        Path file = folder.resolve("hosted.json");
        try {
            return JsonFields.parse(Files.readAllBytes(file))
                    .integer("cool_down_ms", new Range(0, Integer.MAX_VALUE, false));
        } catch (JsonFormatException e) {
            throw new UnreadableFileException(file, "no package: " + e.getMessage(), "make the package again");
        }
    }

    private void coolDown(long mostMillis) throws InterruptedException {
        for (long waited = 0; waited < mostMillis && isWarm(); waited += LOOK_MILLIS) {
            pause.of(LOOK_MILLIS);
        }
    }

    private boolean isWarm() {
        Optional<Reading> battery = reading(BATTERY);
        return battery.isPresent() && battery.get().value() > WARM_CELSIUS;
    }

    private Optional<Reading> reading(String name) {
        for (Reading reading : platform.device()) {
            if (reading.name().equals(name)) {
                return Optional.of(reading);
            }
        }
        return Optional.empty();
    }

    private static List<Path> sorted(Path folder) throws IOException {
        List<Path> inside = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                inside.add(entry);
            }
        }
        Collections.sort(inside);
        return inside;
    }

    /** What the device's programs tell, and in their words what they do not tell to an app and its platform does. */
    private void facts(String name) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", folder.resolve("facts.sh").toString())
                .redirectErrorStream(true)
                .redirectOutput(file.toFile());
        if (platform.system().getNameCount() > 0) {
            builder.environment().put("SIMULATED_ROOT", platform.system().toString());
        }
        Process script = builder.start();
        script.getOutputStream().close();
        if (!script.waitFor(FACTS_SECONDS, TimeUnit.SECONDS)) {
            script.destroyForcibly();
        }
        StringBuilder more = new StringBuilder();
        if (platform.identity().isPresent()) {
            more.append("\n==properties\n[ro.serialno]: [")
                    .append(platform.identity().get())
                    .append("]\n");
        }
        more.append("\n==battery\n");
        if (reading(BATTERY).isPresent()) {
            more.append("  temperature: ")
                    .append(Math.round(10 * reading(BATTERY).get().value()))
                    .append('\n');
        }
        if (reading("battery_level").isPresent()) {
            more.append("  scale: 100\n  level: ")
                    .append(Math.round(reading("battery_level").get().value()))
                    .append('\n');
        }
        if (reading("thermal_status").isPresent()) {
            more.append("==thermal\nThermal Status: ")
                    .append(Math.round(reading("thermal_status").get().value()))
                    .append('\n');
        }
        Files.write(file, more.toString().getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }

    private void pack(OutputStream to, boolean withTensors) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(to)) {
            for (String name : new String[] {PLAN, "facts-before.txt", "facts-after.txt"}) {
                add(zip, folder.resolve(name));
            }
            for (Path round : sorted(folder.resolve("rounds"))) {
                for (Path entry : sorted(round)) {
                    if (Files.isDirectory(entry)) {
                        for (Path file : sorted(entry)) {
                            String name = String.valueOf(file.getFileName());
                            if (name.endsWith(".jsonl") || (withTensors && name.endsWith(".safetensors"))) {
                                add(zip, file);
                            }
                        }
                    } else if (String.valueOf(entry.getFileName()).endsWith(".jsonl")) {
                        add(zip, entry);
                    }
                }
            }
        }
    }

    private void add(ZipOutputStream zip, Path file) throws IOException {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
    }

    private static void tell(byte[] archive, Consumer<String> parts) {
        CRC32 sum = new CRC32();
        sum.update(archive);
        String session = String.format(Locale.ROOT, "%08x", sum.getValue());
        int count = (archive.length + PART_BYTES - 1) / PART_BYTES;
        for (int part = 1; part <= count; part++) {
            int from = (part - 1) * PART_BYTES;
            byte[] bytes = Arrays.copyOfRange(archive, from, Math.min(archive.length, from + PART_BYTES));
            parts.accept(session
                    + ':'
                    + part
                    + '/'
                    + count
                    + ':'
                    + Base64.getEncoder().encodeToString(bytes));
        }
    }
}
