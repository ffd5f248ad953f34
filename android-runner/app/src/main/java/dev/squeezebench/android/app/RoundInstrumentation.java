package dev.squeezebench.android.app;

import android.app.Activity;
import android.app.Instrumentation;
import android.content.Intent;
import android.os.Bundle;
import dev.squeezebench.android.app.device.CpuClusters;
import dev.squeezebench.android.app.round.PhoneRound;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;

/**
 * Runs one round in the app: {@code am instrument -w -r -e round FOLDER dev.squeezebench/.android.app.RoundInstrumentation}.
 * This process coordinates only; the arms are services of the activity that it opens. The result has {@code outcome}: {@code
 * ended}, {@code void} or {@code failed} with {@code reason}.
 */
public final class RoundInstrumentation extends Instrumentation {
    private static final String OUTCOME = "outcome";

    private @Nullable String round;

    @Override
    public void onCreate(Bundle arguments) {
        super.onCreate(arguments);
        round = arguments.getString("round");
        start();
    }

    @Override
    public void onStart() {
        super.onStart();
        Bundle result = new Bundle();
        if (round == null) {
            result.putString(OUTCOME, "failed");
            result.putString("reason", "no round: give its folder by -e round FOLDER");
        } else {
            run(Paths.get(round), result);
        }
        finish(Activity.RESULT_OK, result);
    }

    private void run(Path folder, Bundle result) {
        Intent intent = new Intent(getTargetContext(), RoundActivity.class).addFlags(Intent.FLAG_ACTIVITY_NEW_TASK);
        RoundActivity activity = (RoundActivity) startActivitySync(intent);
        try {
            PhoneRound running = new PhoneRound(
                    folder,
                    new BoundArms(activity),
                    AndroidPlatform.of(activity),
                    CpuClusters.ofThisMachine(),
                    activity::show);
            activity.follow(running);
            boolean measured = running.run();
            activity.lastResults().add(running.results());
            result.putString(OUTCOME, measured ? "ended" : "void");
        } catch (IOException | RuntimeException e) {
            result.putString(OUTCOME, "failed");
            result.putString("reason", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.putString(OUTCOME, "failed");
            result.putString("reason", "it was interrupted");
        } finally {
            activity.finish();
        }
    }
}
