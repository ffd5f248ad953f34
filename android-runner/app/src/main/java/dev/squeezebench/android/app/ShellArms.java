package dev.squeezebench.android.app;

import dev.squeezebench.android.app.round.ArmLauncher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts each arm as a child by {@code app_process}, with this process's {@code CLASSPATH}. */
final class ShellArms implements ArmLauncher {
    @Override
    public Arm start(int arm, Path request, Ended ended) throws IOException {
        List<String> command = new ArrayList<>();
        command.add("app_process");
        @Nullable String libraries = System.getProperty(Libraries.FOLDER);
        if (libraries != null) {
            command.add("-D" + Libraries.FOLDER + '=' + libraries);
        }
        // Android's own is an app's, or none.
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.add("/");
        command.add(ArmMain.class.getName());
        command.add(request.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(request.resolveSibling("arm.log").toFile())
                .start();
        process.getOutputStream().close();
        Thread watch = new Thread(() -> watch(process, ended), "end of arm " + arm);
        watch.setDaemon(true);
        watch.start();
        return process::destroyForcibly;
    }

    private static void watch(Process process, Ended ended) {
        try {
            int code = process.waitFor();
            ended.ended(code == 0, "exit code " + code);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
