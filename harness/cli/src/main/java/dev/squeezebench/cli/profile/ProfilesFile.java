package dev.squeezebench.cli.profile;

import dev.squeezebench.cli.console.Console;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.cli.run.RunFiles;
import dev.squeezebench.records.Profile;
import dev.squeezebench.records.file.ResultFileException;
import dev.squeezebench.records.file.ResultReader;
import dev.squeezebench.records.file.ResultWriter;
import dev.squeezebench.records.file.TornTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The profiles in a run's folder. The file is appended to: what it has is not lost.
 *
 * @param files of the run
 */
record ProfilesFile(RunFiles files) {
    /**
     * What it has; nothing where there is none. A line that was cut off is moved aside.
     *
     * @throws UserException when it cannot be read, so that nothing can be added
     */
    List<Profile> read(Console console) throws IOException {
        if (!Files.exists(files.profiles())) {
            return List.of();
        }
        Optional<Path> torn = TornTail.moveAside(files.profiles());
        torn.ifPresent(aside -> console.warning(
                "the last line of profiles.jsonl was cut off; it is in " + aside + " now, and is profiled again"));
        try {
            return ResultReader.read(files.profiles()).profiles();
        } catch (ResultFileException e) {
            throw new UserException(
                    ExitCode.USAGE,
                    e.getMessage() + "; move it elsewhere to profile anew, nothing in it is changed",
                    e);
        }
    }

    /** Replaces them by the same with more in each. */
    void replace(List<Profile> profiles) throws IOException {
        ResultWriter.replace(files.profiles(), profiles);
    }

    /** Adds one, forced to disk. */
    void add(Profile profile) throws IOException {
        if (!Files.exists(files.profiles())) {
            ResultWriter.replace(files.profiles(), List.of(profile));
            return;
        }
        try (ResultWriter writer = ResultWriter.append(files.profiles())) {
            writer.write(profile);
        }
    }
}
