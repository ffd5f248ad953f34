package dev.squeezebench.cli.bundle;

import dev.squeezebench.cli.bundled.Bundle;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.exit.Version;
import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.cli.plan.UserFile;
import dev.squeezebench.core.RunnerDescriptor;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.workloads.FileDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Collects the parts of a bundle from a distribution, from this Java and from this machine. */
final class Packing {
    private static final String LAUNCHER = "squeezebench";

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
     * @param files the user's own; a native library travels with its runner
     * @param flags the plan, as arguments of {@code run}
     */
    BundleContents contents(List<RunnerDistribution> runners, List<UserFile> files, List<String> flags)
            throws IOException {
        List<BundlePart> parts = new ArrayList<>(List.of(java(LinkedRuntime.ofThisJava()), program()));
        for (RunnerDistribution runner : runners) {
            parts.addAll(runner(runner));
        }
        parts.addAll(system(SystemLibraries.ofThisMachine(platform.gnu())));
        List<Bundle.TravellingFile> travelling = new ArrayList<>();
        for (UserFile file : files) {
            if (!file.flag().equals(NativeLibraryOption.FLAG)) {
                OwnPart own = own(travelling.size() + 1, file);
                parts.add(own.part());
                travelling.add(own.file());
            }
        }
        return new BundleContents(parts, flags, travelling);
    }

    /** Java, linked. */
    private BundlePart java(LinkedRuntime runtime) throws IOException {
        Path folder = scratch.resolve("runtime");
        runtime.link(folder);
        return new BundlePart(
                "java",
                System.getProperty("java.runtime.version", "unknown")
                        + ' '
                        + System.getProperty("java.vendor", "unknown"),
                folder("runtime", folder));
    }

    /** The command without its runners. */
    private BundlePart program() throws IOException {
        List<BundleEntry> entries = new ArrayList<>();
        try (InputStream launcher = Objects.requireNonNull(Packing.class.getResourceAsStream(LAUNCHER))) {
            entries.add(BundleEntry.bytes(LAUNCHER, launcher.readAllBytes()).asProgram());
        }
        for (String text : List.of("LICENSE", "NOTICE", "README.md")) {
            entries.add(BundleEntry.file(text, home.resolve(text)));
        }
        entries.addAll(folder("suites", home.resolve("suites")));
        for (BundleEntry jar : folder("lib", home.resolve("lib"))) {
            entries.add(slim(jar.name(), home.resolve(jar.name()), List.of()));
        }
        return new BundlePart("squeezebench", Version.own(), entries);
    }

    /** A runner, and the native library that the user gave for it. */
    private List<BundlePart> runner(RunnerDistribution runner) throws IOException {
        RunnerDescriptor described = RunnerDescriptor.of(runner);
        String name = "runners/" + runner.name();
        List<BundlePart> parts = new ArrayList<>();
        List<String> replaced = List.of();
        String more = "";
        if (runner.nativeLibrary().isPresent()) {
            NativeFiles files = NativeFiles.of(runner.nativeLibrary().get(), described);
            for (Map.Entry<String, Path> file : files.files().entrySet()) {
                parts.add(hashed(file.getKey(), name + "/native/" + file.getKey(), file.getValue()));
            }
            replaced = described.words("nativeLibraryReplaces");
            more = "nativeLibrary=native/" + files.library().getFileName() + '\n';
        }
        parts.add(new BundlePart(
                runner.name(),
                runner.runtimeVersion(),
                List.of(
                        BundleEntry.bytes(
                                name + '/' + RunnerDescriptor.NAME,
                                (Files.readString(described.file()) + more).getBytes(StandardCharsets.UTF_8)),
                        slim(name + '/' + described.jar().getFileName(), described.jar(), replaced))));
        return parts;
    }

    /** Libraries that the machines it is for may lack. */
    private List<BundlePart> system(SystemLibraries libraries) throws IOException {
        List<BundlePart> parts = new ArrayList<>();
        for (Map.Entry<String, Path> library : libraries.found().entrySet()) {
            String name = library.getKey();
            parts.add(hashed(name, "system/" + name + '/' + name, library.getValue()));
        }
        return parts;
    }

    /** A file of the user's own with what belongs to it, in a folder that is called like its own. */
    OwnPart own(int number, UserFile own) throws IOException {
        boolean isFolder = Files.isDirectory(own.path());
        Path folder = isFolder ? own.path() : own.path().resolveSibling("");
        Path called = folder.toRealPath().getFileName();
        String name = "files/" + number + '/' + (called == null ? "root" : called);
        List<BundleEntry> entries = new ArrayList<>();
        for (Path part : OwnFileParts.of(own)) {
            entries.add(BundleEntry.file(name + '/' + folder.relativize(part), part));
        }
        return new OwnPart(
                new BundlePart(own.flag().substring(2) + ' ' + number, "sha256:" + own.sha256(), entries),
                new Bundle.TravellingFile(
                        own.flag(), isFolder ? name : name + '/' + own.path().getFileName()));
    }

    /**
     * A file of the user's own.
     *
     * @param part its entries
     * @param file where it lies, and the flag that names it
     */
    record OwnPart(BundlePart part, Bundle.TravellingFile file) {}

    /** @throws UserException when there is no room for it */
    BundleEntry slim(String name, Path jar, List<String> replaced) throws IOException {
        Path slim = scratch.resolve(name);
        Files.createDirectories(slim.resolveSibling(""));
        try {
            new SlimJar(jar, platform.jna(), replaced).write(slim);
        } catch (IOException e) {
            throw new UserException(
                    ExitCode.USAGE,
                    "what is packed cannot be put together in the temporary folder '" + scratch + "' ("
                            + e.getMessage() + "): make room there, or name another by"
                            + " JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR",
                    e);
        }
        return BundleEntry.file(name, slim);
    }

    private static BundlePart hashed(String part, String name, Path file) throws IOException {
        return new BundlePart(part, "sha256:" + FileDigest.sha256(file), List.of(BundleEntry.file(name, file)));
    }

    /** All files below a folder, those that are programs as such. */
    private static List<BundleEntry> folder(String name, Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> {
                        BundleEntry entry = BundleEntry.file(name + '/' + folder.relativize(file), file);
                        return Files.isExecutable(file) ? entry.asProgram() : entry;
                    })
                    .toList();
        }
    }
}
