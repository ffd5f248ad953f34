package dev.squeezebench.android.lab.run;

import dev.squeezebench.core.runtimes.RuntimeResolutionException;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.lock.Holder;
import dev.squeezebench.records.lock.ProcessLock;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.ProgressListener;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Packs the app anew with a runner and a runtime of the user's choice. Android's compiler and signer run in a process of their
 * own: the command's class path has no use for them.
 *
 * @param plain the app that is built, beside which the tools lie
 * @param cache folder of what is packed, each by the content of its parts
 */
public record AppPacker(PhoneApp plain, Path cache) {
    private static final String KIND = "phone-apps";
    private static final String TOOLS = "signer";
    private static final String LOCKS = "locks";
    private static final int HASH_DIGITS = 16;

    /** Where the tools are. */
    static Path tools(PhoneApp plain) {
        return plain.jar().resolveSibling(TOOLS);
    }

    /** Whether the app and the tools are built. */
    public static boolean isBuilt(PhoneApp plain) {
        return plain.isBuilt() && Files.isDirectory(tools(plain));
    }

    /** Class path of the tools. */
    public static String classPath(PhoneApp plain) {
        Path tools = tools(plain);
        return tools + File.pathSeparator + tools.resolve("apksig.jar") + File.pathSeparator + tools.resolve("r8.jar");
    }

    /**
     * The app with a runner more.
     *
     * @param runner its name, which its jar has
     * @param version of its runtime
     * @param parts AARs and jars of its runtime
     * @throws RuntimeResolutionException when the parts cannot be packed; one line
     */
    public PhoneApp packed(String runner, String version, List<Path> parts, ProgressListener listener)
            throws RuntimeResolutionException, IOException, InterruptedException {
        String name = runner + '-' + version;
        List<Path> all =
                new ArrayList<>(List.of(plain.jar().resolveSibling("runners").resolve(runner + ".jar")));
        all.addAll(parts);
        Path folder = cache.resolve(KIND).resolve(name + '-' + hash(all));
        PhoneApp packed = plain.in(folder);
        if (isWhole(packed)) {
            return packed;
        }
        Files.createDirectories(cache.resolve(KIND));
        ProcessLock lock = ProcessLock.await(
                Files.createDirectories(cache.resolve(LOCKS)).resolve(folder.getFileName() + ".lock"),
                new Holder(ProcessHandle.current().pid(), "squeezebench, apps for phones", Instant.now()),
                holder -> listener.note("waiting for another command to pack " + name));
        try (lock) {
            if (!isWhole(packed)) {
                pack(runner, version, all, folder, listener);
            }
        }
        return packed;
    }

    private static boolean isWhole(PhoneApp app) {
        return app.isBuilt() && Files.isRegularFile(app.apk());
    }

    private void pack(String runner, String version, List<Path> all, Path folder, ProgressListener listener)
            throws RuntimeResolutionException, IOException, InterruptedException {
        // By this name the cache knows what a killed command left.
        Path making =
                Files.createDirectory(folder.resolveSibling("." + folder.getFileName() + ".tmp-" + UUID.randomUUID()));
        try (ProgressListener.Task task = listener.begin("packing " + runner + '-' + version + " for phones")) {
            task.at(0, 1);
            make(runner, version, all, making);
            sum(making);
            if (Files.exists(folder)) {
                // Something of it was deleted by hand.
                delete(folder);
            }
            Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(making);
        }
    }

    /** Beside each file its SHA-256, as the cache keeps it. */
    private static void sum(Path folder) throws IOException {
        for (Path file : contents(folder)) {
            if (Files.isRegularFile(file)) {
                MessageDigest digest = Digests.sha256();
                read(file, digest);
                Files.writeString(
                        file.resolveSibling(file.getFileName() + ".sha256"),
                        Digests.hex(digest.digest()) + "  " + file.getFileName() + '\n');
            }
        }
    }

    /** Of all that the app is made of, in its order. */
    private String hash(List<Path> parts) throws IOException {
        MessageDigest digest = Digests.sha256();
        List<Path> files = new ArrayList<>(List.of(plain.jar(), plain.apk()));
        files.addAll(parts);
        for (Path file : files) {
            digest.update((Files.size(file) + "\n").getBytes(StandardCharsets.UTF_8));
            read(file, digest);
        }
        return Digests.hex(digest.digest()).substring(0, HASH_DIGITS);
    }

    private static void read(Path file, MessageDigest digest) throws IOException {
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
    }

    private void make(String runner, String version, List<Path> parts, Path to)
            throws RuntimeResolutionException, IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
                        .toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx1g",
                "-cp",
                classPath(plain),
                "dev.squeezebench.android.packer.AddMain",
                plain.jar().resolveSibling("").toString(),
                to.toString(),
                "public",
                "debug",
                runner,
                version));
        parts.forEach(part -> command.add(part.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said;
        try (InputStream output = process.getInputStream()) {
            said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.waitFor() != 0) {
            throw new RuntimeResolutionException(
                    runner + ' ' + version + " cannot be packed for phones ("
                            + Printable.text(said.strip().lines().findFirst().orElse("it printed nothing"))
                            + "): choose another version",
                    null);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        for (Path each : contents(folder)) {
            Files.delete(each);
        }
    }

    /** A folder after what is in it. */
    private static List<Path> contents(Path folder) throws IOException {
        try (Stream<Path> walked = Files.walk(folder)) {
            return walked.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
