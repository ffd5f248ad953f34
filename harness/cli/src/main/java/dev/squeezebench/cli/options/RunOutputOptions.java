package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.UserException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run's files go, and what of the machine is saved in them. */
public final class RunOutputOptions {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the results, new or empty (default: squeezebench-out/<time>-<short id>).")
    private @Nullable Path out;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Go on with an interrupted run: measures only what is missing.")
    private @Nullable Path resume;

    @Option(names = "--dry-run", description = "Print the plan, the expected time and the disk space, and stop.")
    private boolean dryRun;

    @Option(names = "--identify", description = "Save host name, user, paths and serials in clear instead of hashed.")
    private boolean identify;

    @Option(
            names = "--no-wait",
            description = "If another run is measuring here, end with exit code 5 instead of waiting.")
    private boolean noWait;

    public Optional<Path> out() {
        return Optional.ofNullable(out);
    }

    public Optional<Path> resume() {
        if (resume != null && out != null) {
            throw UserException.usage("--resume and --out exclude each other: a resumed run goes on in its own folder");
        }
        return Optional.ofNullable(resume);
    }

    public boolean dryRun() {
        return dryRun;
    }

    public boolean identify() {
        return identify;
    }

    public boolean noWait() {
        return noWait;
    }
}
