package dev.squeezebench.android.app;

import android.content.Context;
import dev.squeezebench.android.app.device.CpuClusters;
import dev.squeezebench.android.app.device.Platform;
import dev.squeezebench.android.app.round.HostedRounds;
import dev.squeezebench.android.app.round.PhoneRound;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What this very APK carries for a device farm: it runs in the app's media folder, which farms bring back. */
final class PackedRounds {
    private PackedRounds() {}

    /** Whether it carries anything. */
    static boolean areThere(Context app) {
        try {
            return HostedRounds.areIn(new File(app.getPackageCodePath()));
        } catch (IOException e) {
            // An app whose own file cannot be read carries nothing that could be run.
            return false;
        }
    }

    /**
     * Runs all of it.
     *
     * @param activity in the foreground
     * @param parts gets what was measured as text
     * @return whether every round has measured
     */
    static boolean run(RoundActivity activity, Consumer<String> parts) throws IOException, InterruptedException {
        Path folder = folder(activity).toPath().resolve("hosted");
        HostedRounds.unpack(new File(activity.getPackageCodePath()), folder);
        Platform platform = AndroidPlatform.of(activity);
        CpuClusters clusters = CpuClusters.ofThisMachine();
        return new HostedRounds(
                        folder,
                        round -> {
                            PhoneRound next =
                                    new PhoneRound(round, new BoundArms(activity), platform, clusters, activity::show);
                            activity.follow(next);
                            return next;
                        },
                        platform)
                .run(parts);
    }

    /** Android advises apps against it that keep pictures there; farms bring back this folder and no other. */
    @SuppressWarnings("deprecation")
    private static File folder(Context app) {
        for (@Nullable File media : app.getExternalMediaDirs()) {
            if (media != null) {
                return media;
            }
        }
        return app.getFilesDir();
    }
}
