package dev.squeezebench.android.app;

import dev.squeezebench.android.app.device.CpuClusters;
import dev.squeezebench.android.app.device.Platform;
import dev.squeezebench.android.app.round.PhoneRound;
import dev.squeezebench.android.app.round.RoundScreen;
import java.io.IOException;
import java.nio.file.Paths;

/**
 * One round in shell mode. Argument: the round's folder. The exit code is 0 when every arm has measured, else 1: {@code
 * round.jsonl} says why.
 */
public final class RoundMain {
    private RoundMain() {}

    /** Runs the round. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: RoundMain FOLDER");
        }
        Platform here = Platforms.here();
        boolean measured = new PhoneRound(
                        Paths.get(args[0]).toAbsolutePath(),
                        new ShellArms(),
                        here,
                        CpuClusters.of(here.system()),
                        RoundScreen.NONE)
                .run();
        System.exit(measured ? 0 : 1);
    }
}
