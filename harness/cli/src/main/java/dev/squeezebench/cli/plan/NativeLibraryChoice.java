package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The native library that the user named instead of the packed one, if any.
 *
 * @param path a file or a folder, which exists
 */
public record NativeLibraryChoice(Optional<Path> path) {
    /** As deep as npm's package has it. */
    private static final int DEPTH = 5;

    /**
     * What the flag says: the name of a package, which is fetched if need be, else a path. Who has a folder that is called
     * like a package writes {@code ./} before it.
     *
     * @param runners in the versions that will be measured
     * @throws UserException when there is nothing of that name, or the package cannot be had
     * @throws IOException when a runner's descriptor cannot be read or a library not be written
     */
    public static NativeLibraryChoice of(
            NativeLibraryOption option, List<RunnerDistribution> runners, NativePackages packages) throws IOException {
        if (option.path().isEmpty()) {
            return new NativeLibraryChoice(Optional.empty());
        }
        Path given = option.path().get();
        Optional<Path> unpacked = packages.folder(given.toString(), runners);
        if (unpacked.isEmpty() && !Files.exists(given)) {
            Set<String> names = NativePackages.names(runners);
            throw wrong(
                    given,
                    "there is no such file or folder; check the path"
                            + (names.isEmpty() ? "" : ", or name a package: " + String.join(", ", names)));
        }
        return new NativeLibraryChoice(unpacked.isPresent() ? unpacked : option.path());
    }

    /** The runners, on that library where they take one. */
    public List<RunnerDistribution> apply(List<RunnerDistribution> runners) {
        return path.isEmpty()
                ? runners
                : runners.stream()
                        .map(runner -> runner.takesNativeLibrary() ? runner.on(path.get()) : runner)
                        .toList();
    }

    /**
     * Insists that a named library is used, before anything is fetched for it.
     *
     * @throws UserException when the flag names one: no selected target takes it
     */
    static void refuse(NativeLibraryOption option) {
        if (option.path().isPresent()) {
            throw wrong(
                    option.path().get(),
                    "no selected target takes it; add one of onnxruntime by --target, or leave it out");
        }
    }

    /**
     * The files that a run depends on: none, or the library with whatever of ONNX Runtime lies beside it.
     *
     * @throws IOException when it cannot be read
     */
    List<UserFile> files() throws IOException {
        return path.isEmpty()
                ? List.of()
                : List.of(new UserFile(NativeLibraryOption.FLAG, path.get(), contents(path.get())));
    }

    private static String contents(Path given) throws IOException {
        if (Files.isRegularFile(given)) {
            return FileDigest.sha256(given);
        }
        StringBuilder all = new StringBuilder();
        try (Stream<Path> inside = Files.walk(given, DEPTH)) {
            for (Path file :
                    inside.filter(NativeLibraryChoice::isRuntime).sorted().toList()) {
                all.append(given.relativize(file))
                        .append(' ')
                        .append(FileDigest.sha256(file))
                        .append('\n');
            }
        }
        return Digests.sha256(all.toString());
    }

    private static boolean isRuntime(Path file) {
        return file.getFileName().toString().contains("onnxruntime") && Files.isRegularFile(file);
    }

    private static UserException wrong(Path path, String problem) {
        return UserException.usage(NativeLibraryOption.FLAG + ' ' + Printable.text(path.toString()) + ": " + problem);
    }
}
