package dev.squeezebench.core;

import dev.squeezebench.measure.runner.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One runner of the distribution: the folder {@code runners/<name>/} with {@code runner.properties} and a benchmark jar.
 * The command reads the descriptor and never loads the runner.
 *
 * @param info what planning needs of it
 * @param descriptor what else the command knows of it
 * @param nativeLibrary the build that is used instead of the packed one, a file or a folder: the user named it, or the
 *     descriptor does, as in a bundle
 * @param classPath of a child process that runs it, first entry first; empty where it is on phones alone
 */
public record RunnerDistribution(
        RunnerInfo info, RunnerDescriptor descriptor, Optional<Path> nativeLibrary, List<Path> classPath) {
    /**
     * Version of the messages between the command and a runner's jar: request, journal, turns. It is in the runner's
     * descriptor as {@code protocol}, and changes whenever a jar of another build would misunderstand this command.
     */
    public static final String PROTOCOL = "1";

    /** Key of the descriptor in a bundle: versions of the runtime beside the one in the runner's jar. */
    public static final String BUNDLED_VERSIONS = "bundledVersions";

    /** Folder beside the descriptor, with one of jars for each of these versions. */
    public static final String BUNDLED_FOLDER = "runtimes";

    /** Key of the descriptor: the accelerations that the app on phones has. */
    private static final String PHONE_ACCELERATIONS = "phoneAccelerations";

    /** Key of the descriptor of a runner that this machine has no part of. */
    private static final String PHONES_ALONE = "onPhonesAlone";

    public RunnerDistribution {
        classPath = List.copyOf(classPath);
        if (classPath.isEmpty() && !isOnPhonesAlone(descriptor)) {
            throw new IllegalArgumentException("runner '" + info.name() + "' has no class path");
        }
    }

    /** A runner of which there is only the packed runtime. */
    public RunnerDistribution(
            String name, String runtimeVersion, String modelFormat, List<String> accelerations, List<Path> classPath) {
        this(
                new RunnerInfo(name, runtimeVersion, modelFormat, accelerations, accelerations),
                new RunnerDescriptor(Path.of(RunnerDescriptor.NAME), Map.of()),
                Optional.empty(),
                classPath);
    }

    /** Name in targets and ids, such as {@code onnxruntime}. */
    public String name() {
        return info.name();
    }

    /** Version of the runtime: the packed one, or the one that was put in its place. */
    public String runtimeVersion() {
        return info.runtimeVersion();
    }

    /** Format of the model files it opens. */
    public String modelFormat() {
        return info.modelFormat();
    }

    /** Those accelerations that it has a row for, usable here or not. */
    public List<String> accelerations() {
        return info.accelerations();
    }

    /**
     * What another version of the runtime is made of, {@code group:name} or {@code group:name:classifier}; empty where only
     * the packed one will do.
     */
    public List<String> runtimeArtifacts() {
        return descriptor.words("runtimeArtifacts");
    }

    /**
     * The versions of the runtime that a bundle has beside its usual one; empty outside of a bundle, where any version is
     * fetched.
     */
    public Optional<List<String>> bundledVersions() {
        return descriptor.entries().containsKey(BUNDLED_VERSIONS)
                ? Optional.of(descriptor.words(BUNDLED_VERSIONS))
                : Optional.empty();
    }

    /**
     * The same runner with a version that its bundle has.
     *
     * @param version one of {@link #bundledVersions}
     * @throws IOException when its jars cannot be read
     */
    public RunnerDistribution inBundledVersion(String version) throws IOException {
        Path folder = descriptor.file().resolveSibling(BUNDLED_FOLDER).resolve(version);
        try (Stream<Path> jars = Files.list(folder)) {
            return inVersion(version, jars.sorted().toList());
        }
    }

    /** What its runtime's other version consists of; empty where it is the one that was packed. */
    public List<Path> runtimeJars() {
        return isOnPhonesAlone() ? classPath : classPath.subList(0, classPath.size() - 1);
    }

    /** Whether there is no part of it for this machine: it is a target on phones, and nowhere else. */
    public boolean isOnPhonesAlone() {
        return isOnPhonesAlone(descriptor);
    }

    private static boolean isOnPhonesAlone(RunnerDescriptor descriptor) {
        return descriptor.word(PHONES_ALONE).filter(Boolean::parseBoolean).isPresent();
    }

    /** Those accelerations that the app on phones has; none where the runner is not in it. */
    public List<String> phoneAccelerations() {
        return descriptor.words(PHONE_ACCELERATIONS);
    }

    /** Whether a user may name another build of its native library. */
    public boolean takesNativeLibrary() {
        return descriptor
                .word("takesNativeLibrary")
                .filter(Boolean::parseBoolean)
                .isPresent();
    }

    /** Variables that its child processes need. */
    public Map<String, String> environment() {
        return descriptor.after("environment.");
    }

    /** Variables that a process needs in addition that finds out whether an acceleration is usable. */
    public Map<String, String> probeEnvironment() {
        return descriptor.after("probeEnvironment.");
    }

    /**
     * The same runner with another version of its runtime.
     *
     * @param entries what it is made of, for the front of the class path
     */
    public RunnerDistribution inVersion(String version, List<Path> entries) {
        List<Path> all = new ArrayList<>(entries);
        all.addAll(classPath);
        return with(info.inVersion(version), nativeLibrary, all);
    }

    /** The same runner on another build of its native library. */
    public RunnerDistribution on(Path library) {
        return with(info, Optional.of(library.toAbsolutePath()), classPath);
    }

    /**
     * The same runner on a phone.
     *
     * @param app what runs there
     */
    public RunnerDistribution on(RunnerInfo.Phone phone, Path app) {
        return with(info.on(phone), Optional.empty(), List.of(app));
    }

    private RunnerDistribution with(RunnerInfo other, Optional<Path> library, List<Path> entries) {
        return new RunnerDistribution(other, descriptor, library, entries);
    }

    /**
     * What is wrong when the runtime reports another version than this one; empty when it is the same, or when the user
     * named another native library, whose version is its own.
     *
     * @param reported by the runtime itself, in a probe
     */
    public Optional<String> versionProblem(String reported) {
        return nativeLibrary.isPresent() || reported.equals(runtimeVersion())
                ? Optional.empty()
                : Optional.of(name() + ' ' + runtimeVersion() + " was asked for, and " + reported
                        + " was loaded: delete the jars of that version in Maven's local repository and run again");
    }

    /** Flags that its child processes need. */
    public List<String> jvmFlags() {
        return nativeLibrary
                .map(library -> List.of("-D" + Runner.NATIVE_LIBRARY + '=' + library))
                .orElse(List.of());
    }

    /**
     * The runners of a distribution in the order of their names, those on phones alone included.
     *
     * @param distribution folder that contains {@code runners/}
     * @throws IOException when the folder or a descriptor cannot be read, or a descriptor lacks a key or names a jar that
     *     is not there
     */
    public static List<RunnerDistribution> find(Path distribution) throws IOException {
        try (Stream<Path> folders = Files.list(distribution.resolve("runners"))) {
            List<RunnerDistribution> runners = new ArrayList<>();
            for (Path folder : folders.sorted().toList()) {
                if (Files.isRegularFile(folder.resolve(RunnerDescriptor.NAME))) {
                    runners.add(read(folder));
                }
            }
            return List.copyOf(runners);
        }
    }

    private static RunnerDistribution read(Path folder) throws IOException {
        RunnerDescriptor descriptor = RunnerDescriptor.in(folder);
        List<Path> classPath = isOnPhonesAlone(descriptor) ? List.of() : List.of(descriptor.jar());
        return new RunnerDistribution(
                new RunnerInfo(
                        descriptor.required("name"),
                        descriptor.required("runtimeVersion"),
                        descriptor.required("modelFormat"),
                        descriptor.requiredWords("accelerations"),
                        descriptor.requiredWords("onProcessor")),
                descriptor,
                descriptor.word("nativeLibrary").map(given -> folder.resolve(given)
                        .toAbsolutePath()),
                classPath);
    }
}
