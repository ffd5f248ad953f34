package dev.squeezebench.android.app;

import android.app.ActivityManager;
import android.content.ComponentName;
import android.content.Context;
import android.content.Intent;
import android.content.ServiceConnection;
import android.os.IBinder;
import android.os.Process;
import android.os.RemoteException;
import dev.squeezebench.android.app.round.ArmLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Starts each arm as a service in its own process, bound by the activity in the foreground. */
final class BoundArms implements ArmLauncher {
    private final Context activity;

    BoundArms(Context activity) {
        this.activity = activity;
    }

    @Override
    public Arm start(int arm, Path request, Ended ended) throws IOException {
        Path done = request.resolveSibling(ArmService.DONE_FILE);
        Files.deleteIfExists(done);
        Connection connection = new Connection(done, ended);
        Intent intent = new Intent(activity, ArmService.ofArm(arm)).putExtra(ArmService.REQUEST, request.toString());
        int flags = Context.BIND_AUTO_CREATE | Context.BIND_IMPORTANT;
        if (!activity.bindService(intent, connection, flags)) {
            activity.unbindService(connection);
            throw new IOException("Android does not start the process of arm " + arm);
        }
        return () -> {
            connection.unbind();
            kill(":arm" + arm);
        };
    }

    /** A service that is not bound any more may go on measuring in its process until that is killed. */
    private void kill(String process) {
        @Nullable ActivityManager manager = activity.getSystemService(ActivityManager.class);
        @Nullable
        List<ActivityManager.RunningAppProcessInfo> own = manager == null ? null : manager.getRunningAppProcesses();
        if (own != null) {
            for (ActivityManager.RunningAppProcessInfo info : own) {
                if (info.processName.endsWith(process)) {
                    Process.killProcess(info.pid);
                }
            }
        }
    }

    /** Waits for the death of the service's process, and never lets Android start it again. */
    private final class Connection implements ServiceConnection {
        private final Path done;
        private final Ended ended;
        private final AtomicBoolean bound = new AtomicBoolean(true);
        private final AtomicBoolean over = new AtomicBoolean();
        /** Kept: who loses the binder hears nothing of the death. */
        private final AtomicReference<IBinder> process = new AtomicReference<>();

        Connection(Path done, Ended ended) {
            this.done = done;
            this.ended = ended;
        }

        @Override
        public void onServiceConnected(ComponentName name, IBinder binder) {
            process.set(binder);
            try {
                binder.linkToDeath(this::died, 0);
            } catch (RemoteException e) {
                died();
            }
        }

        @Override
        public void onServiceDisconnected(ComponentName name) {
            died();
        }

        @Override
        public void onNullBinding(ComponentName name) {
            died();
        }

        private void died() {
            unbind();
            if (over.compareAndSet(false, true)) {
                ended.ended(Files.exists(done), "the death of its process: its journal says how far it came");
            }
        }

        /** Without a client Android ends the service, and the process with it where it still lives. */
        void unbind() {
            if (bound.compareAndSet(true, false)) {
                activity.unbindService(this);
            }
        }
    }
}
