package dev.squeezebench.cli.plan;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.runtimes.NativePackage;
import dev.squeezebench.core.runtimes.RuntimeArtifact;
import dev.squeezebench.core.runtimes.RuntimeResolutionException;
import dev.squeezebench.core.runtimes.RuntimeResolver;
import dev.squeezebench.records.text.ProgressListener;
import dev.squeezebench.workloads.store.LibraryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Packages that {@code --native-library} may name: got as the user's Maven would, unpacked once into the cache. Nothing
 * is fetched unless the user wrote the package's name.
 */
public final class NativePackages {
    private final Console console;
    private final Path cache;
    private final Fetch fetch;
    private final String platform;

    /** Gets a package's jar. */
    @FunctionalInterface
    interface Fetch {
        Path jar(RuntimeArtifact artifact, String version, ProgressListener listener) throws RuntimeResolutionException;
    }

    /** @param cache folder into which they are unpacked */
    public NativePackages(Console console, Path cache) {
        this(console, cache, NativePackages::asMavenWould, NativePackage.platform());
    }

    NativePackages(Console console, Path cache, Fetch fetch, String platform) {
        this.console = console;
        this.cache = cache;
        this.fetch = fetch;
        this.platform = platform;
    }

    private static Path asMavenWould(RuntimeArtifact artifact, String version, ProgressListener listener)
            throws RuntimeResolutionException {
        // The artifact itself comes before its dependencies.
        return RuntimeResolver.ofUser(false, listener)
                .resolve(List.of(artifact), version)
                .get(0);
    }

    /**
     * Names of the packages of all runners.
     *
     * @throws IOException when a runner's descriptor cannot be read
     */
    public static Set<String> names(List<RunnerDistribution> runners) throws IOException {
        Set<String> names = new TreeSet<>();
        for (RunnerDistribution runner : runners) {
            if (runner.takesNativeLibrary()) {
                of(runner).forEach(known -> names.add(known.name()));
            }
        }
        return names;
    }

    /**
     * The folder with the libraries of a package, in the version of the runtime that it is for.
     *
     * @param name as the user wrote it
     * @return absent where the runner has no package of that name
     * @throws UserException when it cannot be had, or has nothing for this platform
     */
    Optional<Path> folder(String name, RunnerDistribution runner) throws IOException {
        if (!runner.takesNativeLibrary()) {
            return Optional.empty();
        }
        for (NativePackage known : of(runner)) {
            if (known.name().equals(name)) {
                return Optional.of(unpacked(known, runner.runtimeVersion()));
            }
        }
        return Optional.empty();
    }

    private static List<NativePackage> of(RunnerDistribution runner) throws IOException {
        return NativePackage.of(runner.descriptor());
    }

    private Path unpacked(NativePackage known, String version) throws IOException {
        String folder = known.folder(platform)
                .orElseThrow(() -> unusable(
                        known.name(),
                        "it has libraries for "
                                + String.join(" and ", known.folders().keySet()) + ", not for " + platform
                                + "; name a build of your own, a file or a folder",
                        Optional.empty()));
        Path jar = fetched(known, version);
        return new LibraryStore(cache).unpacked(known.name() + '@' + version, jar, folder, console);
    }

    private Path fetched(NativePackage known, String version) {
        try {
            return fetch.jar(known.artifact(), version, console);
        } catch (RuntimeResolutionException e) {
            throw unusable(known.name(), String.valueOf(e.getMessage()), Optional.of(e));
        }
    }

    private static UserException unusable(String name, String problem, Optional<Exception> cause) {
        String line = NativeLibraryOption.FLAG + ' ' + name + ": " + problem;
        return cause.isPresent()
                ? new UserException(ExitCode.NOT_USABLE, line, cause.get())
                : new UserException(ExitCode.NOT_USABLE, line);
    }
}
