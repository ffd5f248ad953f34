package dev.squeezebench.cli.run;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.core.Arm;
import dev.squeezebench.records.file.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a command does with a run whose trials are all measured, saved and reported. */
@FunctionalInterface
public interface Further {
    /**
     * Does it, and prints what the command is about.
     *
     * @param run with its settings and its folder
     * @param arms those that were planned, with their files
     * @param results what was saved
     * @param scratch folder for temporary files
     * @return what the command ends with where all trials were measured
     * @throws InterruptedException when the program shuts down
     */
    ExitCode after(Run run, List<Arm> arms, Results results, Path scratch) throws IOException, InterruptedException;
}
