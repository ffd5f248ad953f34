package dev.squeezebench.cli.run;

import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.options.Settings;
import dev.squeezebench.cli.plan.OwnFile;
import dev.squeezebench.records.RunRecord;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.Results;
import dev.squeezebench.records.file.TornTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An interrupted run, ready to go on.
 *
 * @param files of the run
 * @param record its first line
 * @param results what it saved
 * @param ownFiles the user's own files as they were when it began
 */
record SavedRun(RunFiles files, RunRecord record, Results results, List<OwnFile> ownFiles) {
    SavedRun {
        ownFiles = List.copyOf(ownFiles);
    }

    /**
     * Reads a run's folder and moves a torn last line aside.
     *
     * @param movedAside told where a torn line lies now
     * @throws UserException when there is no run in the folder that could go on
     */
    static SavedRun open(Path folder, java.util.function.Consumer<Path> movedAside) throws IOException {
        RunFiles files = new RunFiles(folder);
        if (!Files.isRegularFile(files.results())) {
            throw UserException.usage("--resume " + folder
                    + ": there is no results.jsonl in it; name the folder that the" + " interrupted run printed");
        }
        Optional<Path> torn = TornTail.moveAside(files.results());
        torn.ifPresent(movedAside);
        Results results = ResultReader.read(files.results());
        RunRecord record = results.runs().stream()
                .findFirst()
                .orElseThrow(() -> UserException.usage(
                        "--resume " + folder + ": its results.jsonl lacks the run's line; start a new run"));
        List<OwnFile> ownFiles =
                Settings.nameFiles(record.settings()) ? files.resume().read() : List.of();
        return new SavedRun(files, record, results, ownFiles);
    }

    Settings settings() {
        return Settings.ofWords(record.settings(), ResumeFile.paths(ownFiles));
    }
}
