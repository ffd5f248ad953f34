package dev.squeezebench.cli.plan;

import dev.squeezebench.android.lab.run.AppPacker;
import dev.squeezebench.android.lab.run.PhoneApp;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.core.RunnerDescriptor;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.runtimes.AndroidLibrary;
import dev.squeezebench.core.runtimes.RuntimeArtifact;
import dev.squeezebench.core.runtimes.RuntimeResolutionException;
import dev.squeezebench.core.runtimes.RuntimeResolver;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * The apps that have runners on phones: those that are built, and those that are packed on the spot with a version of a runtime
 * that the user chose and Maven has. Each is made once.
 */
final class PhoneApps {
    /** Key of the descriptor: folder with the app that has the runner, in that of the app without it. */
    private static final String FOLDER = "phoneFolder";

    /** Key of the descriptor: where versions of the runtime are published, by names of which each has keys of its own. */
    private static final String PUBLISHED = "phoneArtifacts";

    /** What is said where the build has left it out. */
    static final Availability NOT_BUILT = Availability.Unusable.onThisMachine(PhoneApp.NOT_BUILT, PhoneApp.REMEDY);

    private final PhoneApp plain;
    private final Maven maven;
    private final Packing packing;
    private final Map<String, Added> added = new HashMap<>();

    /** Where versions of runtimes are got from. */
    interface Maven {
        /** AARs and jars, with what they depend on. */
        List<Path> files(Map<RuntimeArtifact, String> artifacts) throws RuntimeResolutionException;

        /** Those up to one, from the oldest to the newest; empty where it is unknown. */
        List<String> versions(RuntimeArtifact artifact, String last) throws RuntimeResolutionException;
    }

    /** Makes an app with a runner and its runtime. */
    @FunctionalInterface
    interface Packing {
        PhoneApp app(RunnerDistribution runner, List<Path> parts)
                throws RuntimeResolutionException, IOException, InterruptedException;
    }

    /**
     * An app with what a phone has to be for it.
     *
     * @param app it
     * @param missing accelerations of the runner that it is without, with the reason
     * @param leastApi Android's API level; absent where any will do
     * @param abis kinds of processors; empty where any will do that the program comes with
     */
    record Added(PhoneApp app, Map<String, String> missing, OptionalInt leastApi, NavigableSet<String> abis) {}

    /** @param cache folder of what is packed */
    static PhoneApps ofUser(Path home, Path cache, Console console) {
        PhoneApp plain = PhoneApp.of(home);
        return new PhoneApps(plain, new UsersMaven(console), (runner, parts) -> {
            if (!AppPacker.isBuilt(plain)) {
                throw new RuntimeResolutionException(PhoneApp.NOT_BUILT + "; " + PhoneApp.REMEDY, null);
            }
            return new AppPacker(plain, cache).packed(runner.name(), runner.runtimeVersion(), parts, console);
        });
    }

    PhoneApps(PhoneApp plain, Maven maven, Packing packing) {
        this.plain = plain;
        this.maven = maven;
        this.packing = packing;
    }

    /** As the user's settings have it. */
    private record UsersMaven(Console console) implements Maven {
        @Override
        public List<Path> files(Map<RuntimeArtifact, String> artifacts) throws RuntimeResolutionException {
            return RuntimeResolver.ofUser(false, console).resolveForAndroid(artifacts);
        }

        @Override
        public List<String> versions(RuntimeArtifact artifact, String last) throws RuntimeResolutionException {
            return RuntimeResolver.ofUser(false, console).versions(artifact, "0", last);
        }
    }

    /** The app that every other one has all runners of. */
    PhoneApp plain() {
        return plain;
    }

    /**
     * That which has a runner in a version.
     *
     * @throws UserException when there is none of that version, or it is none for phones
     */
    Added of(RunnerDistribution runner) throws InterruptedException {
        String key = runner.name() + '@' + runner.runtimeVersion();
        Added known = added.get(key);
        if (known == null) {
            known = made(runner);
            added.put(key, known);
        }
        return known;
    }

    /** That of the build which has a runner in its version; absent where one is packed for it. */
    static Optional<PhoneApp> built(PhoneApp plain, RunnerDistribution runner) {
        RunnerDescriptor descriptor = runner.descriptor();
        Optional<PhoneApp> app = descriptor.word(FOLDER).map(plain::with);
        if (app.isEmpty() && descriptor.words(PUBLISHED).isEmpty()) {
            app = Optional.of(plain);
        }
        boolean isUsual = descriptor
                .word("runtimeVersion")
                .orElse(runner.runtimeVersion())
                .equals(runner.runtimeVersion());
        return runner.phoneAccelerations().isEmpty() ? Optional.of(plain) : app.filter(built -> isUsual);
    }

    private Added made(RunnerDistribution runner) throws InterruptedException {
        Optional<PhoneApp> built = built(plain, runner);
        if (built.isPresent()) {
            return new Added(built.get(), Map.of(), OptionalInt.empty(), new TreeSet<>());
        }
        List<String> published = runner.descriptor().words(PUBLISHED);
        if (published.isEmpty()) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "the app on phones has no " + runner.name() + ' ' + Printable.text(runner.runtimeVersion())
                            + ", only the version that this program comes with: leave out --runtime");
        }
        String name = runner.name() + '@' + Printable.text(runner.runtimeVersion());
        try {
            return packed(runner, published);
        } catch (RuntimeResolutionException e) {
            throw new UserException(ExitCode.NOT_USABLE, "--runtime " + name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "--runtime " + name + ": the app for phones cannot be packed ("
                            + Printable.text(String.valueOf(e.getMessage()))
                            + "); make room in the cache, or name another folder by --cache",
                    e);
        }
    }

    private Added packed(RunnerDistribution runner, List<String> published)
            throws RuntimeResolutionException, IOException, InterruptedException {
        String version = runner.runtimeVersion();
        String place = first(runner, published);
        Map<RuntimeArtifact, String> all = new LinkedHashMap<>();
        artifacts(runner, place).forEach(artifact -> all.put(artifact, version));
        Map<String, String> missing = new LinkedHashMap<>();
        for (String acceleration : runner.phoneAccelerations()) {
            try {
                all.putAll(more(artifacts(runner, place + '.' + acceleration), version));
            } catch (RuntimeResolutionException e) {
                missing.put(acceleration, String.valueOf(e.getMessage()));
            }
        }
        List<Path> files = maven.files(all);
        OptionalInt leastApi = OptionalInt.empty();
        NavigableSet<String> abis = new TreeSet<>();
        for (Path file : files) {
            AndroidLibrary library = AndroidLibrary.of(file);
            if (library.leastApi().isPresent()) {
                leastApi = OptionalInt.of(
                        Math.max(leastApi.orElse(0), library.leastApi().getAsInt()));
            }
            abis.addAll(library.abis());
        }
        if (abis.isEmpty()) {
            throw new RuntimeResolutionException("there are no native libraries in it: choose another version", null);
        }
        return new Added(packing.app(runner, files), missing, leastApi, abis);
    }

    /**
     * What an acceleration needs besides: the first in the version of the runtime, the others in the newest version up to
     * that one, as their makers publish an interface less often than what is behind it.
     */
    private Map<RuntimeArtifact, String> more(List<RuntimeArtifact> artifacts, String version)
            throws RuntimeResolutionException {
        Map<RuntimeArtifact, String> found = new LinkedHashMap<>();
        for (RuntimeArtifact artifact : artifacts) {
            try {
                maven.files(Map.of(artifact, version));
                found.put(artifact, version);
            } catch (RuntimeResolutionException e) {
                List<String> versions = found.isEmpty() ? List.of() : maven.versions(artifact, version);
                if (versions.isEmpty()) {
                    throw e;
                }
                found.put(artifact, versions.get(versions.size() - 1));
            }
        }
        return found;
    }

    /** The first place that has the version: where none has it, the first one's answer counts, and the others are named. */
    private String first(RunnerDistribution runner, List<String> published) throws RuntimeResolutionException {
        Optional<RuntimeResolutionException> problem = Optional.empty();
        for (String place : published) {
            try {
                Map<RuntimeArtifact, String> wanted = new LinkedHashMap<>();
                artifacts(runner, place).forEach(artifact -> wanted.put(artifact, runner.runtimeVersion()));
                maven.files(wanted);
                return place;
            } catch (RuntimeResolutionException e) {
                problem = problem.isPresent() ? problem : Optional.of(e);
            }
        }
        RuntimeResolutionException first = problem.orElseThrow();
        throw published.size() == 1
                ? first
                : new RuntimeResolutionException(
                        first.getMessage() + "; nor has "
                                + String.join(
                                        " or ",
                                        published.subList(1, published.size()).stream()
                                                .map(place -> coordinates(runner, place))
                                                .toList())
                                + " that version",
                        first);
    }

    private static String coordinates(RunnerDistribution runner, String place) {
        return runner.descriptor().words("phoneArtifact." + place).get(0);
    }

    private static List<RuntimeArtifact> artifacts(RunnerDistribution runner, String place) {
        return runner.descriptor().words("phoneArtifact." + place).stream()
                .map(text -> RuntimeArtifact.parse(text, ""))
                .toList();
    }
}
