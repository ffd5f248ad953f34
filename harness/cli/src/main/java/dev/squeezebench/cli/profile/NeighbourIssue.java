package dev.squeezebench.cli.profile;

import dev.squeezebench.cli.arms.ArmsPlan;
import dev.squeezebench.cli.arms.Sides;
import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.console.Surroundings;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.CacheOption;
import dev.squeezebench.cli.run.Measuring;
import dev.squeezebench.cli.run.Run;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.core.Arm;
import dev.squeezebench.core.lock.MachineLock;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.ResultWriter;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.workloads.store.CacheUse;
import dev.squeezebench.workloads.store.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Profiles both sides of a gate that is saved, and writes of the operator that became slower into its folder.
 *
 * @param sides of the gate
 * @param scratch folder for temporary files
 */
public record NeighbourIssue(Surroundings surroundings, Console console, CacheOption cache, Sides sides, Path scratch) {
    private static final String NAME = "issue.md";

    /**
     * Does it; where that cannot be done, one line says why.
     *
     * @param plan of the gate
     * @param folder where it is saved
     * @throws InterruptedException when the program shuts down
     */
    public void write(ArmsPlan plan, Path folder) throws IOException, InterruptedException {
        write(
                plan,
                folder,
                () -> MachineLock.ofThisMachine().await("squeezebench gate", console::message)::close,
                (of, folderOfFiles) -> new ProfileTaking(console, of, folderOfFiles, List.of()));
    }

    /** The same, with profiles of others' making. */
    void write(ArmsPlan plan, Path folder, ProfileTrials.Machine machine, ProfileTrials.Takings takings)
            throws IOException, InterruptedException {
        RunFiles files = new RunFiles(folder);
        if (!Files.isRegularFile(files.results())) {
            console.message("no issue written: there is no gate of these two versions in " + folder);
            return;
        }
        Results saved = ResultReader.read(files.results());
        CacheUse use = cache.use();
        try (use;
                Run run = new Run(
                        saved.runs().get(0),
                        plan.settings(),
                        plan.both(),
                        files,
                        saved,
                        ResultWriter.append(files.results()),
                        files.lock())) {
            List<Arm> arms =
                    plan.pairs(new Measuring(console, new ModelStore(cache.folder()), scratch).prepare(run)).stream()
                            .flatMap(pair -> Stream.of(pair.baseline(), pair.candidate()))
                            .toList();
            new ProfileTrials(
                            console,
                            machine,
                            takings,
                            report -> report.changes().forEach(change -> console.result(change.sentence())),
                            Optional.of(new IssueFile(
                                    new CutRun.Place(surroundings, console, cache),
                                    folder.resolve(NAME),
                                    Optional.of(sides))))
                    .after(run, arms, saved, scratch);
        } catch (UserException e) {
            console.message("no issue written: " + e.getMessage());
        }
    }
}
