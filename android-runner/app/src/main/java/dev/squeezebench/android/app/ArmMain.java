package dev.squeezebench.android.app;

import dev.squeezebench.android.app.round.ArmTrial;
import dev.squeezebench.measure.runner.RunnerException;
import java.io.IOException;
import java.nio.file.Paths;

/** One arm in shell mode. Argument: its request file. The exit code is 0 when all was measured, else 1. */
public final class ArmMain {
    private ArmMain() {}

    /** Runs the trial. */
    public static void main(String[] args) {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: ArmMain REQUEST");
        }
        int code = 0;
        try {
            Libraries.load();
            new ArmTrial(Platforms.here()).run(Paths.get(args[0]));
        } catch (RunnerException | IOException | RuntimeException | LinkageError e) {
            e.printStackTrace();
            code = 1;
        }
        // A runtime may leave threads behind that are no daemons.
        System.exit(code);
    }
}
