package dev.squeezebench.cli.run;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.exit.Version;
import dev.squeezebench.cli.options.NativeLibraryOption;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.RunPlan;
import dev.squeezebench.cli.plan.ScenarioCandidate.RunnableScenario;
import dev.squeezebench.records.Device;
import dev.squeezebench.records.Digests;
import dev.squeezebench.records.Environment;
import dev.squeezebench.records.ResultRecord;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.Scenario;
import dev.squeezebench.records.Trial;
import dev.squeezebench.records.TrialOutcome;
import dev.squeezebench.records.file.ResultWriter;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.records.lock.ProcessLock;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A run that is about to measure, new or taken up again.
 *
 * @param record its first line
 * @param settings what decides on its plan
 * @param outline what to measure
 * @param files where it is saved
 * @param saved what an interrupted run saved; nothing for a new one
 * @param writer appends to its results
 * @param lock keeps other processes out of its folder
 */
public record Run(
        RunRecord record,
        Settings settings,
        RunPlan outline,
        RunFiles files,
        Results saved,
        ResultWriter writer,
        ProcessLock lock)
        implements AutoCloseable {
    /**
     * Starts a new run: from here on {@code --resume} can take it up.
     *
     * @param named its folder; the usual one where it is empty
     * @param identify whether the record names this machine and its user in clear
     * @param commandLine arguments as the record shows them
     * @param bundle what the bundle that this command runs from contains; empty where it runs from none
     * @throws UserException when its folder cannot be used
     */
    public static Run started(
            Optional<Path> named,
            boolean identify,
            Settings settings,
            Map<String, String> words,
            RunPlan outline,
            List<String> commandLine,
            Map<String, String> bundle)
            throws IOException {
        return started(named, identify, settings, words, outline, commandLine, bundle, folder -> {});
    }

    /** Writes what a run has in its folder before the first line of its results: where that is, this is, too. */
    @FunctionalInterface
    public interface Preface {
        void write(Path folder) throws IOException;
    }

    /**
     * The same.
     *
     * @param preface what else is in its folder
     */
    public static Run started(
            Optional<Path> named,
            boolean identify,
            Settings settings,
            Map<String, String> words,
            RunPlan outline,
            List<String> commandLine,
            Map<String, String> bundle,
            Preface preface)
            throws IOException {
        String id = Digests.shortHash(UUID.randomUUID().toString());
        Path folder = named.orElseGet(() -> RunFiles.defaultFolder(LocalDateTime.now(ZoneOffset.UTC), id));
        RunFiles files = RunFiles.create(folder);
        Map<String, String> settingsWords = new TreeMap<>(words);
        outline.files().stream()
                .filter(file -> file.flag().equals(NativeLibraryOption.FLAG))
                .forEach(library -> settingsWords.put(Settings.LIBRARY_HASH, library.sha256()));
        RunRecord record = new RunRecord(
                id,
                Instant.now(),
                Version.own(),
                commandLine,
                settings.length().seed(),
                settingsWords,
                settings.length().quick(),
                identify,
                bundle);
        ProcessLock lock = files.lock();
        files.clear();
        preface.write(folder);
        files.resume().write(outline.files());
        return new Run(
                record,
                settings,
                outline,
                files,
                new Results(List.of(), List.of()),
                ResultWriter.create(files.results(), record),
                lock);
    }

    /**
     * Takes an interrupted run up again.
     *
     * @throws UserException when the user's files have other contents than when it began
     */
    public static Run resumed(SavedRun saved, Settings settings, RunPlan outline) throws IOException {
        saved.insistOnSame(outline.files());
        return new Run(
                saved.record(),
                settings,
                outline,
                saved.files(),
                saved.results(),
                ResultWriter.append(saved.files().results()),
                saved.lock().orElseThrow());
    }

    /**
     * Trials of an interrupted run that are of its plan still: scenarios that were not supported when it began, and are now,
     * are measured.
     */
    public List<Trial> savedTrials() {
        List<Scenario> runnable =
                outline.scenarios().stream().map(RunnableScenario::scenario).toList();
        return saved.trials().stream()
                .filter(trial ->
                        !(trial.outcome() instanceof TrialOutcome.Unsupported && runnable.contains(trial.scenario())))
                .toList();
    }

    /** Whether it begins now. */
    boolean isNew() {
        return saved.records().isEmpty();
    }

    /** Whether it was interrupted before, with trials that are saved. */
    boolean isResumed() {
        return !saved.trials().isEmpty();
    }

    /**
     * Refuses to go on under other conditions than the saved trials had: results of both would be pooled.
     *
     * @param now this machine and its Java
     * @throws UserException when the machine, its Java or a runtime is another one
     */
    void insistOnSameConditions(Environment now) {
        for (ResultRecord record : saved.records()) {
            if (record instanceof Environment then && then.device().kind() != Device.Kind.PHONE && !isSame(then, now)) {
                throw UserException.usage("--resume " + files.folder() + ": it was measured on " + then.caption()
                        + ", and this is " + now.caption()
                        + (then.caption().equals(now.caption()) ? " with another host name" : "")
                        + ": results of both must not be pooled; start a new run");
            }
        }
        List<Scenario> planned =
                outline.scenarios().stream().map(RunnableScenario::scenario).toList();
        for (Trial trial : savedTrials()) {
            if (!(trial.outcome() instanceof TrialOutcome.Unsupported) && !planned.contains(trial.scenario())) {
                throw UserException.usage("--resume " + files.folder() + ": it has trials of "
                        + Printable.text(trial.scenario().id())
                        + ", which cannot be measured any more (is the runtime's version another one?): results of both"
                        + " must not be pooled; start a new run");
            }
        }
    }

    /** A container may get another host name with each start. */
    private static boolean isSame(Environment then, Environment now) {
        boolean named = now.virtualisation().container().isEmpty()
                && then.virtualisation().container().isEmpty();
        return then.caption().equals(now.caption())
                && (!named || then.host().name().equals(now.host().name()));
    }

    /** The workload that speed-ups are relative to. */
    String baseline() {
        return outline.baseline();
    }

    @Override
    public void close() throws IOException {
        writer.close();
        lock.close();
    }
}
