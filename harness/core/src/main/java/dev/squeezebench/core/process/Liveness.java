package dev.squeezebench.core.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether processes run: a zombie, which has ended and was not collected by its parent, does not. */
public final class Liveness {
    private static final Path PROC = Path.of("/proc");
    private static final String ZOMBIE = "Z";

    private Liveness() {}

    /** False for a zombie as well, which {@link ProcessHandle#isAlive} takes for alive. */
    public static boolean isRunning(ProcessHandle process) {
        return isRunning(process, PROC);
    }

    static boolean isRunning(ProcessHandle process, Path proc) {
        return process.isAlive() && !isZombie(proc.resolve(process.pid() + "/stat"));
    }

    /** The third field of {@code /proc/PID/stat}, proc(5); false on systems without. */
    private static boolean isZombie(Path file) {
        try {
            String stat = Files.readString(file, StandardCharsets.ISO_8859_1);
            // The second field is the program's name in parentheses, and may itself contain spaces and parentheses.
            return stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith(ZOMBIE);
        } catch (IOException e) {
            return false;
        }
    }
}
