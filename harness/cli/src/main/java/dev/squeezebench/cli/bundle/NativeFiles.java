package dev.squeezebench.cli.bundle;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.core.RunnerDescriptor;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files that a native library of the user's choice consists of.
 *
 * @param library the library itself
 * @param files the library and what belongs to it, by file name
 */
record NativeFiles(Path library, SortedMap<String, Path> files) {
    /**
     * Finds them.
     *
     * @param given the library or a folder that contains it
     * @param runner says where it is looked for and what belongs to it
     * @throws UserException when it is not there
     */
    static NativeFiles of(Path given, RunnerDescriptor runner) throws IOException {
        Path library = Files.isDirectory(given) ? in(given, runner) : given.toAbsolutePath();
        SortedMap<String, Path> files = new TreeMap<>();
        files.put(library.getFileName().toString(), library);
        List<PathMatcher> beside = runner.words("nativeLibraryBeside").stream()
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                .toList();
        try (Stream<Path> all = Files.list(library.resolveSibling(""))) {
            all.filter(file -> Files.isRegularFile(file)
                            && beside.stream().anyMatch(pattern -> pattern.matches(file.getFileName())))
                    .forEach(file -> files.put(file.getFileName().toString(), file));
        }
        return new NativeFiles(library, files);
    }

    private static Path in(Path given, RunnerDescriptor runner) {
        for (String folder : runner.words("nativeLibraryFolders")) {
            for (String name : runner.words("nativeLibraryNames")) {
                Path file = given.resolve(folder).resolve(name).toAbsolutePath().normalize();
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        throw UserException.usage(NativeLibraryOption.FLAG + ' ' + Printable.text(given.toString()) + ": there is no "
                + String.join(" or ", runner.words("nativeLibraryNames"))
                + " in it; name the library or its folder");
    }
}
