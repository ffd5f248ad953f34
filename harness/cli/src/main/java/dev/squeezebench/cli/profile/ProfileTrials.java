package dev.squeezebench.cli.profile;

import dev.squeezebench.analysis.profile.ProfileReport;
import dev.squeezebench.analysis.report.LatencySummary;
import dev.squeezebench.analysis.report.Report;
import dev.squeezebench.analysis.statistics.Quantiles;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.report.Drawing;
import dev.squeezebench.cli.run.Further;
import dev.squeezebench.cli.run.Run;
import dev.squeezebench.core.Arm;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.records.text.ProgressListener;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/** Profiles the arms of a run that were measured, each process by itself, and shows where their time goes. */
final class ProfileTrials implements Further {
    private static final double PROFILED_NS = 3e9;
    private static final double PROFILED_NS_OF_MANY = 1e9;
    private static final int QUICKER = 5;
    private static final int FEWEST = 8;
    private static final int MOST = 100;
    private static final int MOST_WARM_UPS = 20;

    /** Processes of each side of a comparison: as many as an interval needs. */
    private static final int PROCESSES = 6;

    private static final int QUICK_PROCESSES = 2;

    private final Console console;
    private final Machine machine;
    private final Takings takings;
    private final Consumer<ProfileReport> shown;
    private final Optional<IssueFile> issue;

    /** Keeps others from measuring on this machine. */
    @FunctionalInterface
    interface Machine {
        /** Waits for the machine, and has it until what is returned is closed. */
        Closeable take() throws IOException, InterruptedException;
    }

    /** Takes profiles of one run. */
    @FunctionalInterface
    interface Taking {
        /** As {@link ProfileTaking#take}. */
        Optional<Profile> take(Arm arm, int process, int warmUps, int invocations)
                throws IOException, InterruptedException;

        /** Whether everything else that was asked for could be had as well. */
        default boolean complete() {
            return true;
        }

        /** The profiles with what their runtimes reach at best, where that can be measured. */
        default List<Profile> withCeilings(List<Arm> arms, List<Profile> profiles)
                throws IOException, InterruptedException {
            return profiles;
        }
    }

    /** Makes what takes profiles of a run. */
    @FunctionalInterface
    interface Takings {
        /**
         * What takes those of one run.
         *
         * @param scratch folder for temporary files
         */
        Taking of(Run run, Path scratch);
    }

    /**
     * @param shown prints what was profiled
     * @param issue where to write of the operator that became slower; empty for nowhere
     */
    ProfileTrials(
            Console console,
            Machine machine,
            Takings takings,
            Consumer<ProfileReport> shown,
            Optional<IssueFile> issue) {
        this.console = console;
        this.machine = machine;
        this.takings = takings;
        this.shown = shown;
        this.issue = issue;
    }

    @Override
    public ExitCode after(Run run, List<Arm> arms, Results results, Path scratch)
            throws IOException, InterruptedException {
        ProfilesFile file = new ProfilesFile(run.files());
        List<Profile> profiles = new ArrayList<>(file.read(console));
        boolean complete = profiled(run, arms, results, file, profiles, takings.of(run, scratch));
        if (profiles.isEmpty()) {
            throw new UserException(
                    ExitCode.NOT_USABLE,
                    "nothing was profiled (the reasons are above); what was measured is in "
                            + run.files().folder());
        }
        ProfileReport report = ProfileReport.of(
                profiles,
                Report.of(results.records(), Optional.of(run.outline().baseline()), results.warnings()),
                results.trials());
        shown.accept(report);
        int drawn = new ProfileCharts(console, Drawing.here())
                .draw(run.files(), run.outline().baseline());
        console.message("saved in " + run.files().folder() + ": profiles.jsonl, what the runtimes' profilers wrote in"
                + " profiles/, and " + drawn + " files in charts/");
        ExitCode written = issue.isPresent()
                ? issue.get().write(report, run, arms, results, new IssueFile.Means(machine, scratch))
                : ExitCode.DONE;
        return complete ? written : ExitCode.PARTIAL;
    }

    /** Takes the profiles that are missing; whether every arm has all of its own now. */
    private boolean profiled(
            Run run, List<Arm> arms, Results results, ProfilesFile file, List<Profile> profiles, Taking taking)
            throws IOException, InterruptedException {
        int processes = processes(run, arms);
        if (arms.stream().allMatch(arm -> isDone(arm, processes, profiles))) {
            console.message("every profile is there already: nothing is left to profile");
            return true;
        }
        Set<Arm> without = new HashSet<>();
        long done = 0;
        Closeable mine = machine.take();
        try (mine;
                ProgressListener.Task bar = console.begin("profiling")) {
            for (int process = 1; process <= processes; process++) {
                for (Arm arm : order(arms, process)) {
                    if (!without.contains(arm) && !isThere(arm, process, profiles)) {
                        Optional<Profile> profile = profile(run, arm, process, results, taking);
                        if (profile.isPresent()) {
                            file.add(profile.get());
                            profiles.add(profile.get());
                        } else {
                            without.add(arm);
                        }
                    }
                    bar.at(++done, (long) processes * arms.size());
                }
            }
            if (!profiles.isEmpty()) {
                List<Profile> measured = taking.withCeilings(arms, List.copyOf(profiles));
                if (!measured.equals(profiles)) {
                    file.replace(measured);
                    profiles.clear();
                    profiles.addAll(measured);
                }
            }
        }
        return without.isEmpty() && taking.complete();
    }

    /** There and back, so that a machine that becomes slower meanwhile hits all arms alike. */
    private static List<Arm> order(List<Arm> arms, int process) {
        List<Arm> order = new ArrayList<>(arms);
        if (process % 2 == 0) {
            Collections.reverse(order);
        }
        return order;
    }

    private static int processes(Run run, List<Arm> arms) {
        return isOfSides(arms) ? run.settings().length().quick() ? QUICK_PROCESSES : PROCESSES : 1;
    }

    private static boolean isOfSides(List<Arm> arms) {
        return arms.stream().anyMatch(arm -> !arm.name().equals(Trial.SINGLE));
    }

    private static boolean isDone(Arm arm, int processes, List<Profile> profiles) {
        for (int process = 1; process <= processes; process++) {
            if (!isThere(arm, process, profiles)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isThere(Arm arm, int process, List<Profile> profiles) {
        return profiles.stream()
                .anyMatch(profile -> profile.arm().equals(arm.name())
                        && profile.process() == process
                        && profile.scenario().equals(arm.scenario()));
    }

    private Optional<Profile> profile(Run run, Arm arm, int process, Results results, Taking taking)
            throws IOException, InterruptedException {
        if (arm.phone().isPresent()) {
            console.warning("no profile of " + arm + ": profiles are taken on this machine alone");
            return Optional.empty();
        }
        OptionalDouble latency = latency(arm, results);
        if (latency.isEmpty()) {
            console.warning("no profile of " + arm + ": no trial of it counts" + why(arm, results));
            return Optional.empty();
        }
        double wanted = arm.name().equals(Trial.SINGLE) ? PROFILED_NS : PROFILED_NS_OF_MANY;
        if (run.settings().length().quick()) {
            wanted /= QUICKER;
        }
        int invocations = (int) Math.max(FEWEST, Math.min(MOST, Math.round(wanted / latency.getAsDouble())));
        return taking.take(arm, process, Math.min(MOST_WARM_UPS, invocations), invocations);
    }

    /** What the last of its trials says, in brackets. */
    private static String why(Arm arm, Results results) {
        List<Trial> own = results.trials().stream().filter(arm::measured).toList();
        if (own.isEmpty()) {
            return "";
        }
        TrialOutcome outcome = own.get(own.size() - 1).outcome();
        if (outcome instanceof TrialOutcome.Failed failed) {
            return " (" + failed.reason() + ')';
        }
        if (outcome instanceof TrialOutcome.Invalid invalid) {
            return " (invalid: " + String.join(", ", invalid.flags()) + ')';
        }
        return outcome instanceof TrialOutcome.Unsupported unsupported ? " (" + unsupported.reason() + ')' : "";
    }

    private static OptionalDouble latency(Arm arm, Results results) {
        double[] medians = results.trials().stream()
                .filter(trial -> trial.counts() && arm.measured(trial))
                .filter(trial -> !trial.samples().measureNs().isEmpty())
                .mapToDouble(LatencySummary::medianNs)
                .toArray();
        return medians.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Quantiles.median(medians));
    }
}
