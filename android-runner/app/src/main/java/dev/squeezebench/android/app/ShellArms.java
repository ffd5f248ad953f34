package dev.squeezebench.android.app;

import dev.squeezebench.android.app.round.ArmLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts each arm as a child by {@code app_process}: with the jar and the libraries that lie beside its request, which may be those
 * of another version of a runtime, else with this process's {@code CLASSPATH} and libraries.
 */
final class ShellArms implements ArmLauncher {
    /** Lies in an arm's folder that has a jar of its own. */
    private static final String OWN_JAR = "app.jar";

    @Override
    public Arm start(int arm, Path request, Ended ended) throws IOException {
        List<String> command = new ArrayList<>();
        command.add("app_process");
        Path jar = request.resolveSibling(OWN_JAR);
        boolean isOwn = Files.exists(jar);
        @Nullable
        String libraries = isOwn ? request.resolveSibling("lib").toString() : System.getProperty(Libraries.FOLDER);
        if (libraries != null) {
            command.add("-D" + Libraries.FOLDER + '=' + libraries);
        }
        // Android's own is an app's, or none.
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.add("/");
        command.add(ArmMain.class.getName());
        command.add(request.toString());
        ProcessBuilder child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(request.resolveSibling("arm.log").toFile());
        if (isOwn) {
            child.environment().put("CLASSPATH", jar.toString());
            child.environment()
                    .put("LD_LIBRARY_PATH", request.resolveSibling("lib").toString());
        }
        Process process = child.start();
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
