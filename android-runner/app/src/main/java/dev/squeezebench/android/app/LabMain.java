package dev.squeezebench.android.app;

import dev.squeezebench.android.app.device.CpuClusters;
import dev.squeezebench.android.app.device.Platform;
import dev.squeezebench.android.app.round.HostedRounds;
import dev.squeezebench.android.app.round.PhoneRound;
import dev.squeezebench.android.app.round.RoundScreen;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * All rounds that were packed for a device farm, in shell mode. Arguments: their folder, and the APK that carries them where
 * they are not in it yet. What was measured is left in the folder and printed as text; the exit code is 0 when every round has
 * measured, else 1.
 */
public final class LabMain {
    private LabMain() {}

    /** Runs them. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 1 || args.length > 2) {
            throw new IllegalArgumentException("usage: LabMain FOLDER [APK]");
        }
        Path folder = Paths.get(args[0]).toAbsolutePath();
        if (args.length == 2) {
            File apk = new File(args[1]);
            if (!HostedRounds.areIn(apk)) {
                throw new IllegalArgumentException(apk + " carries no rounds: make it by squeezebench lab package");
            }
            HostedRounds.unpack(apk, folder);
        }
        Platform here = Platforms.here();
        CpuClusters clusters = CpuClusters.of(here.system());
        boolean measured = new HostedRounds(
                        folder, round -> new PhoneRound(round, new ShellArms(), here, clusters, RoundScreen.NONE), here)
                .run(part -> System.out.println(HostedRounds.PART + '=' + part));
        System.exit(measured ? 0 : 1);
    }
}
