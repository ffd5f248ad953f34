package dev.squeezebench.android.app;

import android.app.Service;
import android.content.Intent;
import android.os.Binder;
import android.os.IBinder;
import android.util.Log;
import dev.squeezebench.android.app.round.ArmTrial;
import dev.squeezebench.measure.runner.RunnerException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;

/**
 * One arm of a round in the app, in a process of its own that the manifest names. It works while the activity is bound to it,
 * so that Android keeps it where the activity is; its process ends when the trial has ended, and a file tells how, since a
 * process cannot tell another one its exit code here.
 */
public abstract class ArmService extends Service {
    /** Intent's extra: path of the request file. */
    static final String REQUEST = "request";

    /** Beside the request: there once all was measured. */
    static final String DONE_FILE = "measured";

    private static final String TAG = "squeezebench";

    /** The first arm. */
    public static final class Arm0 extends ArmService {}

    /** The second arm. */
    public static final class Arm1 extends ArmService {}

    /** The third arm. */
    public static final class Arm2 extends ArmService {}

    /** The fourth arm. */
    public static final class Arm3 extends ArmService {}

    /** The service of an arm. */
    static Class<? extends ArmService> ofArm(int arm) {
        return switch (arm) {
            case 0 -> Arm0.class;
            case 1 -> Arm1.class;
            case 2 -> Arm2.class;
            case 3 -> Arm3.class;
            default -> throw new IllegalArgumentException("the app has no service for arm " + arm);
        };
    }

    @Override
    public @Nullable IBinder onBind(Intent intent) {
        @Nullable String request = intent.getStringExtra(REQUEST);
        if (request == null) {
            return null;
        }
        Thread trial = new Thread(() -> measure(Paths.get(request)), "trial");
        trial.start();
        // Its death tells the activity that the process has ended.
        return new Binder();
    }

    private void measure(Path request) {
        try {
            new ArmTrial(AndroidPlatform.of(this)).run(request);
            if (!new File(String.valueOf(request.resolveSibling(DONE_FILE))).createNewFile()) {
                Log.w(TAG, "the trial of " + request + " was measured before");
            }
        } catch (RunnerException | IOException | RuntimeException | LinkageError e) {
            // The journal has the reason for the host; this is for whoever looks at the phone.
            Log.e(TAG, "the trial of " + request + " failed", e);
        } finally {
            android.os.Process.killProcess(android.os.Process.myPid());
        }
    }
}
