package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.measure.Printable;
import dev.squeezebench.results.Digests;
import dev.squeezebench.workloads.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
     * What the flag says.
     *
     * @throws UserException when there is nothing of that name
     */
    public static NativeLibraryChoice of(NativeLibraryOption option) {
        option.path().filter(path -> !Files.exists(path)).ifPresent(path -> {
            throw wrong(path, "there is no such file or folder; check the path");
        });
        return new NativeLibraryChoice(option.path());
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
     * Insists that it is used.
     *
     * @throws UserException when no selected target takes it
     */
    void insistOnUse(List<Wish> wishes) {
        if (path.isPresent()
                && wishes.stream()
                        .noneMatch(wish -> wish.runner().nativeLibrary().isPresent())) {
            throw wrong(path.get(), "no selected target takes it; add one of onnxruntime by --target, or leave it out");
        }
    }

    /**
     * The files that a run depends on: none, or the library with whatever of ONNX Runtime lies beside it.
     *
     * @throws IOException when it cannot be read
     */
    List<OwnFile> files() throws IOException {
        return path.isEmpty()
                ? List.of()
                : List.of(new OwnFile(NativeLibraryOption.FLAG, path.get(), contents(path.get())));
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
