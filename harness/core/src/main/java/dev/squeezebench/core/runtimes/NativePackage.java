package dev.squeezebench.core.runtimes;

import com.sun.jna.Platform;
import dev.squeezebench.core.RunnerDescriptor;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A published package with another build of a runtime's native library, as the runner's descriptor declares it.
 *
 * @param name as users write it, such as {@code onnxruntime_gpu}
 * @param artifact where it is published
 * @param folders of the libraries in its jar, by platforms as JNA names them, such as {@code linux-x86-64}
 */
public record NativePackage(String name, RuntimeArtifact artifact, SortedMap<String, String> folders) {
    private static final String PACKAGES = "nativePackages";
    private static final String ARTIFACT = "artifact";

    public NativePackage {
        folders = Collections.unmodifiableSortedMap(new TreeMap<>(folders));
    }

    /**
     * The packages that a descriptor declares.
     *
     * @throws IllegalArgumentException when one has no artifact
     */
    public static List<NativePackage> of(RunnerDescriptor descriptor) {
        return descriptor.words(PACKAGES).stream()
                .map(name -> of(name, descriptor))
                .toList();
    }

    private static NativePackage of(String name, RunnerDescriptor descriptor) {
        String prefix = "nativePackage." + name + '.';
        String artifact = descriptor
                .word(prefix + ARTIFACT)
                .orElseThrow(
                        () -> new IllegalArgumentException(descriptor.file() + " has no '" + prefix + ARTIFACT + '\''));
        SortedMap<String, String> folders = new TreeMap<>();
        for (Map.Entry<String, String> entry : descriptor.entries().entrySet()) {
            String key = entry.getKey();
            if (key.startsWith(prefix) && !key.equals(prefix + ARTIFACT)) {
                folders.put(key.substring(prefix.length()), entry.getValue());
            }
        }
        return new NativePackage(name, RuntimeArtifact.parse(artifact, platform()), folders);
    }

    /** This platform as JNA names it. */
    public static String platform() {
        return Platform.RESOURCE_PREFIX;
    }

    /** Folder in the jar with the libraries for a platform, if there are any. */
    public Optional<String> folder(String platform) {
        return Optional.ofNullable(folders.get(platform));
    }
}
