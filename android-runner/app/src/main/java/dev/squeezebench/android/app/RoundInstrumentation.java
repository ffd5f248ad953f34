package dev.squeezebench.android.app;

import android.app.Activity;
import android.app.Instrumentation;
import android.content.Intent;
import android.os.Bundle;
import dev.squeezebench.android.app.device.CpuClusters;
import dev.squeezebench.android.app.round.HostedRounds;
import dev.squeezebench.android.app.round.PhoneRound;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;

/**
 * Runs one round in the app: {@code am instrument -w -r -e round FOLDER dev.squeezebench/.android.app.RoundInstrumentation};
 * without a folder all rounds that the APK carries. This process coordinates only; the arms are services of the activity that
 * it opens. The result has {@code outcome}: {@code ended}, {@code void} or {@code failed} with {@code reason}. Rounds that the
 * APK carries are told as one test of the usual runners, whose status has what was measured in parts.
 */
public class RoundInstrumentation extends Instrumentation {
    private static final String OUTCOME = "outcome";
    private static final String FAILED = "failed";
    private static final String REASON = "reason";

    private static final int TEST_BEGINS = 1;
    private static final int TEST_GOES_ON = 2;
    private static final int TEST_PASSED = 0;
    private static final int TEST_FAILED = -2;

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
        if (round != null) {
            run(Paths.get(round), result);
        } else if (PackedRounds.areThere(getTargetContext())) {
            runPacked(result);
        } else {
            failed(result, "no round: give its folder by -e round FOLDER");
        }
        finish(Activity.RESULT_OK, result);
    }

    /** The activity in the foreground. */
    RoundActivity open() {
        return (RoundActivity) startActivitySync(
                new Intent(getTargetContext(), RoundActivity.class).addFlags(Intent.FLAG_ACTIVITY_NEW_TASK));
    }

    private void runPacked(Bundle result) {
        sendStatus(TEST_BEGINS, test());
        RoundActivity activity = open();
        boolean measured = false;
        try {
            measured = PackedRounds.run(activity, part -> {
                Bundle status = test();
                status.putString(HostedRounds.PART, part);
                sendStatus(TEST_GOES_ON, status);
            });
            result.putString(OUTCOME, measured ? "ended" : "void");
        } catch (IOException | RuntimeException e) {
            failed(result, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(result, "it was interrupted");
        } finally {
            activity.finish();
        }
        Bundle end = test();
        if (!measured) {
            end.putString("stack", "not every round has measured; the results say why: squeezebench import");
        }
        sendStatus(measured ? TEST_PASSED : TEST_FAILED, end);
    }

    private static void failed(Bundle result, String reason) {
        result.putString(OUTCOME, FAILED);
        result.putString(REASON, reason);
    }

    /** As AndroidJUnitRunner tells a test, which is what farms count. */
    private static Bundle test() {
        Bundle test = new Bundle();
        test.putString("id", "squeezebench");
        test.putString("class", RoundInstrumentation.class.getName());
        test.putString("test", "packedRounds");
        test.putInt("numtests", 1);
        test.putInt("current", 1);
        return test;
    }

    private void run(Path folder, Bundle result) {
        RoundActivity activity = open();
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
            failed(result, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(result, "it was interrupted");
        } finally {
            activity.finish();
        }
    }
}
