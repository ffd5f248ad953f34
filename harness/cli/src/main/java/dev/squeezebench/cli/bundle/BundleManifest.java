package dev.squeezebench.cli.bundle;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.JsonOutput;
import dev.squeezebench.workloads.FileDigest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says about itself, in its file {@code bundle.json}.
 *
 * @param contents versions and hashes of its parts, by name
 * @param flags the plan that it was made for, as arguments of {@code run} such as {@code --target=onnxruntime:cpu}
 * @param files the user's files in it
 * @param hashes SHA-256 of every other file of the bundle, by path
 */
public record BundleManifest(
        Map<String, String> contents, List<String> flags, List<PackedFile> files, SortedMap<String, String> hashes) {
    /** Name of the file that makes a distribution a bundle. */
    public static final String FILE = "bundle.json";

    /** Folders in which a file that is not in the manifest changes what is measured. */
    private static final List<String> CLOSED = List.of("lib", "runners", "runtime", "suites", "system");

    public BundleManifest {
        contents = Collections.unmodifiableMap(new TreeMap<>(contents));
        flags = List.copyOf(flags);
        files = List.copyOf(files);
        hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    }

    BundleManifest(
            Map<String, String> contents, List<String> flags, List<PackedFile> files, Map<String, String> hashes) {
        this(contents, flags, files, new TreeMap<>(hashes));
    }

    /**
     * A file or folder of the user.
     *
     * @param flag that names it
     * @param path in the bundle's folder, with {@code /} between names
     */
    public record PackedFile(String flag, String path) {}

    /**
     * The manifest of a distribution that is a bundle.
     *
     * @param home folder of the distribution
     * @throws UserException when it is missing, damaged or changed
     */
    public static Optional<BundleManifest> in(Path home) {
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) {
            if (Files.isDirectory(home.resolve("runtime"))) {
                throw damaged(home, FILE + " is missing", null);
            }
            return Optional.empty();
        }
        try {
            JsonFields json = JsonFields.parse(Files.readAllBytes(file));
            BundleManifest manifest = new BundleManifest(
                    json.textMap("contents"),
                    json.texts("flags"),
                    json.objects("files", each -> new PackedFile(each.text("flag"), each.text("path"))),
                    json.textMap("hashes"));
            if (!json.text("sha256").equals(manifest.sha256())) {
                throw damaged(home, FILE + " was changed", null);
            }
            return Optional.of(manifest);
        } catch (IOException | JsonFormatException e) {
            throw damaged(home, FILE + ": " + e.getMessage(), e);
        }
    }

    /**
     * Compares every file with its hash.
     *
     * @param home the bundle's folder
     * @throws UserException when one was changed, removed or added
     */
    public void check(Path home) throws IOException {
        NavigableSet<String> added = new TreeSet<>();
        for (String folder : CLOSED) {
            if (Files.isDirectory(home.resolve(folder))) {
                try (Stream<Path> all = Files.walk(home.resolve(folder))) {
                    all.filter(each -> !Files.isDirectory(each))
                            .map(each -> home.relativize(each).toString())
                            .filter(each -> !hashes.containsKey(each))
                            .forEach(added::add);
                }
            }
        }
        if (!added.isEmpty()) {
            throw damaged(home, "'" + added.first() + "' was added", null);
        }
        hashes.entrySet().parallelStream().forEach(each -> {
            Path file = home.resolve(each.getKey());
            if (!Files.isRegularFile(file)) {
                throw damaged(home, "'" + each.getKey() + "' is missing", null);
            }
            try {
                if (!FileDigest.sha256(file).equals(each.getValue())) {
                    throw damaged(home, "'" + each.getKey() + "' was changed", null);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The plan as arguments of {@code run}, with the files where they are in a bundle's folder. */
    public List<String> arguments(Path home) {
        List<String> arguments = new ArrayList<>(flags);
        files.forEach(file -> arguments.add(file.flag() + '=' + home.resolve(file.path())));
        return arguments;
    }

    /** The file's content, the same bytes for the same manifest. */
    byte[] json() {
        return json(Optional.of(sha256()));
    }

    /** Of everything else in the file: it finds damage and careless edits, and proves nothing about who made it. */
    private String sha256() {
        return Digests.hex(Digests.sha256().digest(json(Optional.empty())));
    }

    private byte[] json(Optional<String> sha256) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(document -> {
                document.textMap("contents", contents)
                        .texts("flags", flags)
                        .objects("files", files, (each, file) -> each.text("flag", file.flag())
                                .text("path", file.path()))
                        .textMap("hashes", hashes);
                if (sha256.isPresent()) {
                    document.text("sha256", sha256.get());
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static UserException damaged(Path home, String problem, @Nullable Exception cause) {
        String line = "the bundle in '" + home + "' is damaged (" + problem + "): unpack it again";
        return cause == null
                ? new UserException(ExitCode.NOT_USABLE, line)
                : new UserException(ExitCode.NOT_USABLE, line, cause);
    }
}
