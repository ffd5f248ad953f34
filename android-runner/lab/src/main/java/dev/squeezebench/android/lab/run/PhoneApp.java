package dev.squeezebench.android.lab.run;

import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.android.lab.adb.ShellCommand;
import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.android.lab.phone.Preparation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The part of the program that runs on a phone, in shell mode.
 *
 * @param jar {@code squeezebench-shell.jar}, beside which lies {@code lib/ABI/}
 */
public record PhoneApp(Path jar) {
    private static final String NAME = "android/squeezebench-shell.jar";

    /** In the order in which they are loaded. */
    private static final String[] LIBRARIES = {"libjnijavacpp.so", "libjnitensorflowlite.so"};

    /**
     * The one of a distribution; in a clone it is built beside it.
     *
     * @param home folder of the distribution
     */
    public static PhoneApp of(Path home) {
        Path packed = home.resolve(NAME);
        return new PhoneApp(
                Files.isRegularFile(packed) ? packed : home.toAbsolutePath().resolveSibling(NAME));
    }

    /** Whether it is there. */
    public boolean isBuilt() {
        return Files.isRegularFile(jar);
    }

    /** Names what has to be pushed; the command that runs a round, whose folder is its only argument. */
    Start install(PhoneStore store, PhoneFacts phone) throws AdbException, IOException {
        String abi = phone.abi().orElse("");
        Path libraries = jar.resolveSibling("lib").resolve(abi.matches("[A-Za-z0-9_-]{1,32}") ? abi : "unknown");
        if (!Files.isDirectory(libraries)) {
            throw new AdbException(
                    Problem.REFUSED,
                    "there is no TensorFlow Lite for processors of kind '"
                            + phone.abi().orElse("unknown") + "': measure a 64-bit ARM or x86 device");
        }
        String pushed = store.path(jar, Optional.empty());
        StringBuilder links = new StringBuilder();
        for (String library : LIBRARIES) {
            links.append(store.path(libraries.resolve(library), Optional.empty()))
                    .append('\n');
        }
        return new Start(pushed, links.toString());
    }

    /**
     * How a round is started.
     *
     * @param jar on the phone
     * @param libraries on the phone, one a line, in the order of {@link #LIBRARIES}
     */
    record Start(String jar, String libraries) {
        /**
         * Goes on when the cable is pulled or this computer ends; prints the line that it keeps in {@code pid}: the number of
         * its process, and a word of ours.
         */
        ShellCommand of(String round, String word) {
            return ShellCommand.script("""
                    cd "$1" || exit 1
                    rm -f pid round.jsonl run.log arm*/journal.jsonl arm*/outputs.safetensors
                    mkdir -p lib || exit 1
                    { read -r first && ln -sf "$first" lib/libjnijavacpp.so
                    read -r second && ln -sf "$second" lib/libjnitensorflowlite.so; } <<END
                    $3
                    END
                    export CLASSPATH="$2"
                    setsid nohup sh -c 'echo "$$ $2" >pid.part && mv pid.part pid
                    exec app_process "-Dsqueezebench.libraries=$1/lib" -Dorg.bytedeco.javacpp.loadlibraries=false / \
                    dev.squeezebench.android.app.RoundMain "$1"' sh "$1" "$4" >run.log 2>&1 </dev/null &
                    left=100
                    until [ -s pid ] || [ $left -eq 0 ]; do sleep 0.1; left=$((left - 1)); done
                    cat pid
                    """, round, jar, libraries.strip(), word);
        }
    }

    /** Folder of a round on the phone; all of them without its id. */
    static String roundFolder(String id) {
        return Preparation.FOLDER + "/rounds/" + id;
    }
}
