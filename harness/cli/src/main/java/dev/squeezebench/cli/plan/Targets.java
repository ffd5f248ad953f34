package dev.squeezebench.cli.plan;

import dev.squeezebench.android.lab.run.AppPacker;
import dev.squeezebench.android.lab.run.PhoneApp;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Scratch;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.core.RunnerDistribution;
import dev.squeezebench.core.trial.Prober;
import dev.squeezebench.measure.runner.Availability;
import dev.squeezebench.measure.runner.RuntimeInfo;
import dev.squeezebench.records.text.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tries every acceleration of every runner, each in a process of its own. */
public final class Targets {
    /** A probe loads a library and a tiny model; on a loaded machine with cold disks that takes long. */
    static final Duration PROBE_LIMIT = Duration.ofSeconds(60);

    /** Said of a runtime that no app has that is built. */
    private static final String FETCHED = "got from Maven and packed when it is measured";

    private Targets() {}

    /** Where to compute where a user names no target: one of each runner. */
    public static List<String> usual(Surroundings surroundings) {
        return usual(Distribution.runners(surroundings));
    }

    static List<String> usual(List<RunnerDistribution> runners) {
        return runners.stream()
                .filter(runner -> !runner.isOnPhonesAlone())
                .map(runner -> runner.info().usualTarget())
                .distinct()
                .toList();
    }

    /**
     * What each target of this installation says of itself, in the order of the runners.
     *
     * @param option native library that the user named, if any
     * @param cache folder for what is kept
     * @throws IOException when no process can be started or a package not be unpacked
     * @throws InterruptedException when the calling thread was interrupted
     */
    public static Map<Target, Availability> tryAll(
            NativeLibraryOption option, Path cache, Surroundings surroundings, Console console)
            throws IOException, InterruptedException {
        List<RunnerDistribution> runners = NativeLibraryChoice.apply(
                option, Distribution.runners(surroundings), new NativePackages(console, cache));
        try (Scratch scratch = Scratch.create()) {
            return tryAll(runners, console, scratch.path());
        }
    }

    /** What can be measured on a phone, whichever it is, in the order of the runners; no phone is looked at. */
    public static Map<Target, Availability> onPhones(Surroundings surroundings) {
        PhoneApp plain = PhoneApp.of(surroundings.home());
        Map<Target, Availability> all = new LinkedHashMap<>();
        for (RunnerDistribution runner : Distribution.all(surroundings)) {
            Optional<PhoneApp> built = PhoneApps.built(plain, runner);
            boolean isThere = built.map(PhoneApp::isBuilt).orElseGet(() -> AppPacker.isBuilt(plain));
            for (String acceleration : runner.phoneAccelerations()) {
                all.put(
                        new Target(Optional.of("SERIAL"), runner.name(), acceleration),
                        isThere
                                ? new Availability.Usable(
                                        new RuntimeInfo(runner.runtimeVersion(), built.isPresent() ? "" : FETCHED))
                                : PhoneApps.NOT_BUILT);
            }
        }
        return all;
    }

    /**
     * What each target says of itself, in the order of the runners.
     *
     * @param scratch folder for temporary files
     * @throws IOException when no process can be started
     * @throws InterruptedException when the calling thread was interrupted
     */
    static Map<Target, Availability> tryAll(List<RunnerDistribution> runners, Console console, Path scratch)
            throws IOException, InterruptedException {
        Map<Target, Availability> tried = new LinkedHashMap<>();
        Prober prober = new Prober(scratch, PROBE_LIMIT);
        long all = runners.stream()
                .mapToLong(runner -> runner.accelerations().size())
                .sum();
        try (ProgressListener.Task progress = console.begin("trying the targets")) {
            for (RunnerDistribution runner : runners) {
                progress.at(tried.size(), all);
                prober.probe(runner, runner.accelerations())
                        .forEach((acceleration, answer) -> tried.put(new Target(runner.name(), acceleration), answer));
            }
        }
        return tried;
    }
}
