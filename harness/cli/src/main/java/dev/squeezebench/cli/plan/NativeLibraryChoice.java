package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.workloads.FileDigest;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The native library that the user named instead of the packed one. */
public final class NativeLibraryChoice {
    /** As deep as npm's package has it. */
    private static final int DEPTH = 5;

    private NativeLibraryChoice() {}

    /**
     * The runners, on the library that the flag names where they take one: a path, or the name of a package, which is fetched
     * in the version of each runner. A folder with the name of a package is written with {@code ./} before it.
     *
     * @param runners in the versions that will be measured
     * @throws UserException when there is nothing of that name, the package cannot be had, or one library would be measured
     *     under several versions
     * @throws IOException when a runner's descriptor cannot be read or a library not be written
     */
    public static List<RunnerDistribution> apply(
            NativeLibraryOption option, List<RunnerDistribution> runners, NativePackages packages) throws IOException {
        if (option.path().isEmpty()) {
            return runners;
        }
        Path given = option.path().get();
        Set<String> names = NativePackages.names(runners);
        boolean isPackage = names.contains(given.toString());
        if (!isPackage && !Files.exists(given)) {
            throw wrong(
                    given,
                    "there is no such file or folder; check the path"
                            + (names.isEmpty() ? "" : ", or name a package: " + String.join(", ", names)));
        }
        List<RunnerDistribution> taking =
                runners.stream().filter(RunnerDistribution::takesNativeLibrary).toList();
        if (!isPackage
                && taking.stream().map(RunnerDistribution::name).distinct().count() < taking.size()) {
            throw wrong(given, "a library has one version; name one by --runtime, or a package instead of the library");
        }
        List<RunnerDistribution> applied = new ArrayList<>();
        for (RunnerDistribution runner : runners) {
            Optional<Path> library = isPackage ? packages.folder(given.toString(), runner) : option.path();
            applied.add(runner.takesNativeLibrary() && library.isPresent() ? runner.on(library.get()) : runner);
        }
        return List.copyOf(applied);
    }

    /**
     * Insists that a named library is used, before anything is fetched for it.
     *
     * @param runners those of the distribution
     * @throws UserException when the flag names one: no selected target takes it
     */
    static void refuse(NativeLibraryOption option, List<RunnerDistribution> runners) {
        if (option.path().isPresent()) {
            throw wrong(
                    option.path().get(),
                    "no selected target takes it; add one of "
                            + runners.stream()
                                    .filter(RunnerDistribution::takesNativeLibrary)
                                    .map(RunnerDistribution::name)
                                    .distinct()
                                    .collect(Collectors.joining(" or "))
                            + " by --target, or leave it out");
        }
    }

    /**
     * The files that a run depends on: none, or the library with what belongs to it beside it; for each version its
     * own.
     *
     * @param runners as {@link #apply} gives them
     * @throws IOException when it cannot be read
     */
    static List<UserFile> files(NativeLibraryOption option, List<RunnerDistribution> runners) throws IOException {
        Map<Path, String> contents = new LinkedHashMap<>();
        for (RunnerDistribution runner : runners) {
            if (option.path().isPresent()
                    && runner.takesNativeLibrary()
                    && runner.nativeLibrary().isPresent()) {
                Path library = runner.nativeLibrary().get();
                if (!contents.containsKey(library)) {
                    contents.put(library, contents(library, runner));
                }
            }
        }
        if (contents.isEmpty()) {
            return List.of();
        }
        List<Path> libraries = List.copyOf(contents.keySet());
        String all = String.join("", contents.values());
        return List.of(new UserFile(
                NativeLibraryOption.FLAG, libraries.get(0), libraries.size() == 1 ? all : Digests.sha256(all)));
    }

    private static String contents(Path given, RunnerDistribution runner) throws IOException {
        if (Files.isRegularFile(given)) {
            return FileDigest.sha256(given);
        }
        StringBuilder all = new StringBuilder();
        try (Stream<Path> inside = Files.walk(given, DEPTH)) {
            List<PathMatcher> patterns = runner.descriptor().words("nativeLibraryFiles").stream()
                    .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                    .toList();
            for (Path file : inside.filter(file -> Files.isRegularFile(file)
                            && patterns.stream().anyMatch(pattern -> pattern.matches(file.getFileName())))
                    .sorted()
                    .toList()) {
                all.append(given.relativize(file))
                        .append(' ')
                        .append(FileDigest.sha256(file))
                        .append('\n');
            }
        }
        return Digests.sha256(all.toString());
    }

    private static UserException wrong(Path path, String problem) {
        return UserException.usage(NativeLibraryOption.FLAG + ' ' + Printable.text(path.toString()) + ": " + problem);
    }
}
