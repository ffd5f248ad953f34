package dev.squeezebench.cli.bundle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What JDKs and runtimes are linked to beside the C library, and what a bare machine may lack. The launcher uses the
 * bundle's copy of each only where the machine has none: a driver of the machine's may need its newer one.
 */
final class SystemLibraries {
    private static final List<String> NAMES = List.of("libgcc_s.so.1", "libstdc++.so.6", "libz.so.1");

    private final List<Path> folders;

    /** @param folders where the linker looks, first come first */
    SystemLibraries(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /** Those of this machine: multi-arch folders first, where both exist those without hold another word size. */
    static SystemLibraries ofThisMachine(String processor) {
        String triplet = processor + "-linux-gnu";
        return new SystemLibraries(
                Stream.of("/lib/" + triplet, "/usr/lib/" + triplet, "/lib64", "/usr/lib64", "/lib", "/usr/lib")
                        .map(Path::of)
                        .toList());
    }

    /** The libraries that there are, by name. */
    Map<String, Path> found() {
        Map<String, Path> found = new TreeMap<>();
        NAMES.forEach(name -> find(name).ifPresent(path -> found.put(name, path)));
        return found;
    }

    private Optional<Path> find(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
