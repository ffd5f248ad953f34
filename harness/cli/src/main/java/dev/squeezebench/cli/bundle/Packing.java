package dev.squeezebench.cli.bundle;

import dev.squeezebench.cli.bundle.BundleContents.Entry;
import dev.squeezebench.cli.bundle.BundleContents.Part;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.exit.Version;
import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.cli.plan.OpenedCheckpoint;
import dev.squeezebench.cli.plan.UserFile;
import dev.squeezebench.cli.plan.UserModel;
import dev.squeezebench.core.RunnerDescriptor;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.workloads.FileDigest;
import dev.squeezebench.workloads.checkpoint.Checkpoint;
import dev.squeezebench.workloads.model.ModelMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects the parts of a bundle from a distribution, from this Java and from this machine. */
final class Packing {
    private static final String LAUNCHER = "squeezebench";
    private static final List<String> SYSTEM_LIBRARIES = List.of("libgcc_s.so.1", "libstdc++.so.6", "libz.so.1");

    private final Path home;
    private final Platform platform;
    private final Path scratch;

    /**
     * @param home folder of the distribution
     * @param platform of this machine
     * @param scratch folder for what is made on the way; it has to stay until the archive is written
     */
    Packing(Path home, Platform platform, Path scratch) {
        this.home = home;
        this.platform = platform;
        this.scratch = scratch;
    }

    /**
     * Everything that a bundle needs.
     *
     * @param runners to measure with
     * @param files the user's; a native library travels with its runner
     * @param flags the plan, as arguments of {@code run}
     */
    BundleContents contents(List<RunnerDistribution> runners, List<UserFile> files, List<String> flags)
            throws IOException {
        List<Part> parts = new ArrayList<>(List.of(java(JavaImage.ofThisJava()), program()));
        Map<String, List<RunnerDistribution>> versions = new LinkedHashMap<>();
        runners.forEach(runner -> versions.computeIfAbsent(runner.name(), name -> new ArrayList<>())
                .add(runner));
        for (List<RunnerDistribution> runner : versions.values()) {
            parts.addAll(runner(runner));
        }
        parts.addAll(system());
        List<BundleManifest.PackedFile> travelling = new ArrayList<>();
        for (UserFile file : files) {
            if (!file.flag().equals(NativeLibraryOption.FLAG)) {
                PackedPart own = own(travelling.size() + 1, file);
                parts.add(own.part());
                travelling.add(own.file());
            }
        }
        return BundleContents.of(parts, flags, travelling);
    }

    /** Java, linked. */
    private Part java(JavaImage runtime) throws IOException {
        Path folder = scratch.resolve("runtime");
        runtime.link(folder);
        return new Part(
                "java",
                System.getProperty("java.runtime.version", "unknown")
                        + ' '
                        + System.getProperty("java.vendor", "unknown"),
                folder("runtime", folder));
    }

    /** The command without its runners. */
    private Part program() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String text : List.of(LAUNCHER, "LICENSE", "NOTICE", "README.md")) {
            entries.add(Entry.file(text, home.resolve(text)));
        }
        entries.addAll(folder("suites", home.resolve("suites")));
        for (Entry jar : folder("lib", home.resolve("lib"))) {
            entries.add(slim(jar.path(), home.resolve(jar.path()), List.of()));
        }
        return new Part("squeezebench", Version.own(), entries);
    }

    /** A runner with every version of its runtime, and the native library that the user gave for it. */
    private List<Part> runner(List<RunnerDistribution> versions) throws IOException {
        RunnerDistribution runner = versions.get(0);
        RunnerDescriptor described = runner.descriptor();
        String name = "runners/" + runner.name();
        List<Part> parts = new ArrayList<>();
        List<String> replaced = List.of();
        List<RunnerDistribution> others = versions.stream()
                .filter(version -> !version.runtimeJars().isEmpty())
                .toList();
        StringBuilder more = new StringBuilder(RunnerDistribution.BUNDLED_VERSIONS)
                .append('=')
                .append(others.stream().map(RunnerDistribution::runtimeVersion).collect(Collectors.joining(",")))
                .append('\n');
        if (runner.nativeLibrary().isPresent()) {
            NativeFiles files = NativeFiles.of(runner.nativeLibrary().get(), described);
            for (Map.Entry<String, Path> file : files.files().entrySet()) {
                parts.add(hashed(file.getKey(), name + "/native/" + file.getKey(), file.getValue()));
            }
            replaced = described.words("nativeLibraryReplaces");
            more.append("nativeLibrary=native/")
                    .append(files.library().getFileName())
                    .append('\n');
        }
        parts.add(new Part(
                runner.name(),
                described.word("runtimeVersion").orElse(runner.runtimeVersion()),
                List.of(
                        Entry.bytes(
                                name + '/' + RunnerDescriptor.NAME,
                                (Files.readString(described.file()) + more).getBytes(StandardCharsets.UTF_8)),
                        slim(name + '/' + described.jar().getFileName(), described.jar(), replaced))));
        for (RunnerDistribution other : others) {
            parts.add(version(name, other));
        }
        return parts;
    }

    /** The jars of a runtime's version, without other platforms' libraries. */
    private Part version(String folder, RunnerDistribution runner) throws IOException {
        List<String> foreign = runner.descriptor().after("runtimeLibraries.").entrySet().stream()
                .filter(library -> !library.getKey().equals(platform.jna()))
                .map(library -> library.getValue() + "/**")
                .toList();
        List<Entry> jars = new ArrayList<>();
        for (Path jar : runner.runtimeJars()) {
            String path = folder
                    + '/'
                    + RunnerDistribution.BUNDLED_FOLDER
                    + '/'
                    + runner.runtimeVersion()
                    + '/'
                    + jar.getFileName();
            jars.add(slim(path, jar, foreign));
        }
        return new Part(runner.name() + ' ' + runner.runtimeVersion(), runner.runtimeVersion(), jars);
    }

    /**
     * What JDKs and runtimes need beside the C library, and what the target machine may lack. The launcher uses the bundle's
     * copy of each only where the machine has none: a driver may need the machine's newer one.
     */
    private List<Part> system() throws IOException {
        String triplet = platform.gnu() + "-linux-gnu";
        // Multi-arch folders first: where both exist, those without may be for another word size.
        List<Path> folders = Stream.of(
                        "/lib/" + triplet, "/usr/lib/" + triplet, "/lib64", "/usr/lib64", "/lib", "/usr/lib")
                .map(Path::of)
                .toList();
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<String, Path> library : systemLibraries(folders).entrySet()) {
            String name = library.getKey();
            parts.add(hashed(name, "system/" + name + '/' + name, library.getValue()));
        }
        return parts;
    }

    /** Those that exist, by name; the first folder that has one wins. */
    static SortedMap<String, Path> systemLibraries(List<Path> folders) {
        SortedMap<String, Path> found = new TreeMap<>();
        for (String name : SYSTEM_LIBRARIES) {
            folders.stream()
                    .map(folder -> folder.resolve(name))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .ifPresent(path -> found.put(name, path));
        }
        return found;
    }

    /** A file of the user with what belongs to it, in a folder that has the name of the file's own. */
    PackedPart own(int number, UserFile own) throws IOException {
        boolean isFolder = Files.isDirectory(own.path());
        Path folder = isFolder ? own.path() : own.path().resolveSibling("");
        Path called = folder.toRealPath().getFileName();
        String name = "files/" + number + '/' + (called == null ? "root" : called);
        List<Entry> entries = new ArrayList<>();
        for (Path part : files(own)) {
            entries.add(Entry.file(name + '/' + folder.relativize(part), part));
        }
        return new PackedPart(
                new Part(own.flag().substring(2) + ' ' + number, "sha256:" + own.sha256(), entries),
                new BundleManifest.PackedFile(
                        own.flag(), isFolder ? name : name + '/' + own.path().getFileName()));
    }

    /** The files that it consists of: a model has its data beside it, a checkpoint is a folder. */
    private static List<Path> files(UserFile own) throws IOException {
        return switch (own.flag()) {
            case UserModel.FLAG -> {
                List<Path> files = new ArrayList<>(List.of(own.path()));
                files.addAll(ModelMetadata.of(own.path()).externalData());
                yield files;
            }
            case OpenedCheckpoint.FLAG -> Checkpoint.open(own.path()).parts(own.path());
            default -> List.of(own.path());
        };
    }

    /**
     * A file of the user.
     *
     * @param part its entries
     * @param file where it is, and the flag that names it
     */
    record PackedPart(Part part, BundleManifest.PackedFile file) {}

    /** @throws UserException when there is no room for it */
    Entry slim(String name, Path jar, List<String> leftOut) throws IOException {
        Path slim = scratch.resolve(name);
        Files.createDirectories(slim.resolveSibling(""));
        try {
            new SlimJar(jar, platform.jna(), leftOut).write(slim);
        } catch (IOException e) {
            throw new UserException(
                    ExitCode.USAGE,
                    "what is packed cannot be put together in the temporary folder '" + scratch + "' ("
                            + e.getMessage() + "): make room there, or name another by"
                            + " TMPDIR=DIR",
                    e);
        }
        return Entry.file(name, slim);
    }

    private static Part hashed(String part, String name, Path file) throws IOException {
        return new Part(part, "sha256:" + FileDigest.sha256(file), List.of(Entry.file(name, file)));
    }

    /** All files below a folder. */
    private static List<Entry> folder(String name, Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                entries.add(Entry.file(name + '/' + folder.relativize(file), file));
            }
        }
        return entries;
    }
}
