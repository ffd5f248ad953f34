package dev.squeezebench.core;

import dev.squeezebench.measure.Runner;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * One runner of the distribution: the folder {@code runners/<name>/} with {@code runner.properties} and a benchmark jar.
 * The command reads the descriptor and never loads the runner.
 *
 * @param name name in targets and ids, such as {@code onnxruntime}
 * @param runtimeVersion version of the runtime that was packed
 * @param modelFormat format of the model files it opens: {@code onnx} or {@code tflite}
 * @param accelerations those it has a row for, usable here or not
 * @param onProcessor those accelerations that compute on the processor: devices are not looked at then
 * @param runtimeArtifacts what another version of the runtime is made of, {@code group:name} or {@code
 *     group:name:classifier}; empty where only the packed one will do
 * @param takesNativeLibrary whether a user may name another build of its native library
 * @param nativeLibrary the build that is used instead of the packed one, a file or a folder: the user named it, or the
 *     descriptor does, as in a bundle
 * @param classPath of a child process that runs it, first entry first
 */
public record RunnerDistribution(
        String name,
        String runtimeVersion,
        String modelFormat,
        List<String> accelerations,
        List<String> onProcessor,
        List<String> runtimeArtifacts,
        boolean takesNativeLibrary,
        Optional<Path> nativeLibrary,
        List<Path> classPath) {
    private static final String DESCRIPTOR = "runner.properties";

    public RunnerDistribution {
        accelerations = List.copyOf(accelerations);
        onProcessor = List.copyOf(onProcessor);
        runtimeArtifacts = List.copyOf(runtimeArtifacts);
        classPath = List.copyOf(classPath);
        if (classPath.isEmpty()) {
            throw new IllegalArgumentException("runner '" + name + "' has no class path");
        }
    }

    /** A runner of which there is only the packed runtime. */
    public RunnerDistribution(
            String name, String runtimeVersion, String modelFormat, List<String> accelerations, List<Path> classPath) {
        this(
                name,
                runtimeVersion,
                modelFormat,
                accelerations,
                accelerations,
                List.of(),
                false,
                Optional.empty(),
                classPath);
    }

    /** Whether an acceleration computes on a device other than the processor. */
    public boolean isOnDevice(String acceleration) {
        return !onProcessor.contains(acceleration);
    }

    /** The same runner with entries in front of its class path, such as another version of its runtime. */
    public RunnerDistribution preceded(List<Path> entries) {
        List<Path> all = new ArrayList<>(entries);
        all.addAll(classPath);
        return with(nativeLibrary, all);
    }

    /** The same runner on another build of its native library. */
    public RunnerDistribution on(Path library) {
        return with(Optional.of(library.toAbsolutePath()), classPath);
    }

    private RunnerDistribution with(Optional<Path> library, List<Path> entries) {
        return new RunnerDistribution(
                name,
                runtimeVersion,
                modelFormat,
                accelerations,
                onProcessor,
                runtimeArtifacts,
                takesNativeLibrary,
                library,
                entries);
    }

    /** Flags that its child processes need. */
    public List<String> jvmFlags() {
        return nativeLibrary
                .map(library -> List.of("-D" + Runner.NATIVE_LIBRARY + '=' + library))
                .orElse(List.of());
    }

    /**
     * The runners of a distribution in the order of their names.
     *
     * @param distribution folder that holds {@code runners/}
     * @throws IOException when the folder or a descriptor cannot be read, or a descriptor lacks a key or names a jar that
     *     is not there
     */
    public static List<RunnerDistribution> find(Path distribution) throws IOException {
        try (Stream<Path> folders = Files.list(distribution.resolve("runners"))) {
            List<RunnerDistribution> runners = new ArrayList<>();
            for (Path folder : folders.sorted().toList()) {
                if (Files.isRegularFile(folder.resolve(DESCRIPTOR))) {
                    runners.add(read(folder));
                }
            }
            return List.copyOf(runners);
        }
    }

    private static RunnerDistribution read(Path folder) throws IOException {
        Path descriptor = folder.resolve(DESCRIPTOR);
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(descriptor)) {
            properties.load(reader);
        }
        Path jar = folder.resolve(required(properties, "jar", descriptor));
        if (!Files.isRegularFile(jar)) {
            throw new IOException(descriptor + " names " + jar.getFileName() + ", which is not there: build it again");
        }
        return new RunnerDistribution(
                required(properties, "name", descriptor),
                required(properties, "runtimeVersion", descriptor),
                required(properties, "modelFormat", descriptor),
                words(required(properties, "accelerations", descriptor)),
                words(required(properties, "onProcessor", descriptor)),
                words(properties.getProperty("runtimeArtifacts", "")),
                Boolean.parseBoolean(properties.getProperty("takesNativeLibrary", "false")),
                Optional.ofNullable(properties.getProperty("nativeLibrary"))
                        .map(given -> folder.resolve(given.strip()).toAbsolutePath()),
                List.of(jar));
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String required(Properties properties, String key, Path descriptor) throws IOException {
        String value = properties.getProperty(key, "").strip();
        if (value.isEmpty()) {
            throw new IOException(descriptor + " has no '" + key + "': build the distribution again");
        }
        return value;
    }
}
