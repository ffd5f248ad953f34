package dev.squeezebench.android.lab.run;

import dev.squeezebench.android.lab.adb.AdbDevice;
import dev.squeezebench.android.lab.adb.AdbException;
import dev.squeezebench.android.lab.adb.AdbException.Problem;
import dev.squeezebench.android.lab.adb.ShellCommand;
import dev.squeezebench.android.lab.phone.PhoneFacts;
import dev.squeezebench.android.lab.phone.Preparation;
import dev.squeezebench.records.LaunchMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The part of the program that runs on a phone.
 *
 * @param jar {@code squeezebench-shell.jar} for shell mode, beside which lie {@code lib/ABI/} and {@code squeezebench.apk}
 */
public record PhoneApp(Path jar) {
    /** What is wrong where it is not there. */
    public static final String NOT_BUILT = "the part that runs on phones is not built";

    /** What to do then. */
    public static final String REMEDY = "build it in a clone by 'mvn package', which downloads 185 MB once";

    private static final String FOLDER = "android";
    private static final String NAME = "squeezebench-shell.jar";
    private static final String APK = "squeezebench.apk";
    private static final String LIBRARY = "[A-Za-z0-9_.+-]{1,80}\\.so";

    /** Old phones verify and compile what is installed. */
    private static final Duration INSTALLING = Duration.ofMinutes(3);

    /**
     * The one of a distribution; in a clone it is built beside it.
     *
     * @param home folder of the distribution
     */
    public static PhoneApp of(Path home) {
        Path packed = home.resolve(FOLDER).resolve(NAME);
        return new PhoneApp(
                Files.isRegularFile(packed)
                        ? packed
                        : home.toAbsolutePath().resolveSibling(FOLDER).resolve(NAME));
    }

    /** The one with more runners that lies in a folder of this one's. */
    public PhoneApp with(String folder) {
        return new PhoneApp(jar.resolveSibling(folder).resolve(NAME));
    }

    /** One that was packed into a folder. */
    PhoneApp in(Path folder) {
        return new PhoneApp(folder.resolve(NAME));
    }

    /** That which is installed. */
    public Path apk() {
        return jar.resolveSibling(APK);
    }

    /** Folder of the native libraries for a kind of processors; one that is not there where the phone has another kind. */
    public Path libraries(PhoneFacts phone) {
        String abi = phone.abi().orElse("");
        return jar.resolveSibling("lib").resolve(abi.matches("[A-Za-z0-9_-]{1,32}") ? abi : "unknown");
    }

    /** Whether it is there. */
    public boolean isBuilt() {
        return Files.isRegularFile(jar);
    }

    /** Puts the app on the phone, unless it is there; how a round is started then. */
    Start install(AdbDevice device, PhoneStore store, PhoneFacts phone) throws AdbException, IOException {
        insistOnLibraries(phone);
        installApk(device, store);
        return Start.APK;
    }

    private Path insistOnLibraries(PhoneFacts phone) throws AdbException {
        Path libraries = libraries(phone);
        if (!Files.isDirectory(libraries)) {
            throw new AdbException(
                    Problem.REFUSED,
                    "the app has no libraries for processors of kind '"
                            + phone.abi().orElse("unknown") + "': measure a 64-bit ARM or x86 device");
        }
        return libraries;
    }

    /**
     * Names what the processes of a round in shell mode need, to be pushed once by its content; how the round is started then.
     *
     * @param apps of the arms, in order; the first one's coordinates, too
     */
    static Start shell(List<PhoneApp> apps, PhoneStore store, PhoneFacts phone) throws AdbException, IOException {
        PhoneApp first = apps.get(0);
        StringBuilder links = new StringBuilder();
        first.link("", store, phone, links);
        for (int arm = 1; arm < apps.size(); arm++) {
            PhoneApp own = apps.get(arm);
            if (!own.equals(first)) {
                String folder = "arm" + arm + '/';
                link(folder + Start.OWN_JAR, own.jar(), store, links);
                own.link(folder, store, phone, links);
            }
        }
        return Start.shell(store.path(first.jar(), Optional.empty()), links.toString());
    }

    private void link(String folder, PhoneStore store, PhoneFacts phone, StringBuilder links)
            throws AdbException, IOException {
        for (Path library : sorted(insistOnLibraries(phone))) {
            String name = String.valueOf(library.getFileName());
            if (name.matches(LIBRARY)) {
                link(folder + "lib/" + name, library, store, links);
            }
        }
    }

    private static void link(String link, Path file, PhoneStore store, StringBuilder links) throws IOException {
        links.append(link)
                .append(' ')
                .append(store.path(file, Optional.empty()))
                .append('\n');
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Installs the APK unless the very same one is there: what Android has installed can be read by its shell. */
    private void installApk(AdbDevice device, PhoneStore store) throws AdbException, IOException {
        Path apk = apk();
        if (!Files.isRegularFile(apk)) {
            throw new AdbException(
                    Problem.REFUSED,
                    "there is no " + APK
                            + " beside the part that runs on phones: build it by 'mvn package', or measure by"
                            + " --launch shell");
        }
        String hash = store.sha256(apk);
        String installed = device.output(
                "tell what is installed",
                ShellCommand.script(
                        "base=$(pm path \"$1\" 2>/dev/null | head -n 1); base=${base#package:}\n"
                                + "[ -z \"$base\" ] || sha256sum \"$base\" 2>/dev/null\nexit 0",
                        Preparation.PACKAGE));
        if (installed.startsWith(hash + ' ')) {
            return;
        }
        String pushed = store.push(apk);
        // One of another key, or a newer one, stays in the way of this one; it has nothing that is not made again.
        AdbDevice.ShellResult result = device.shell(
                ShellCommand.script(
                        "pm install -r -t \"$1\" || { pm uninstall \"$2\" >/dev/null 2>&1 && pm install -t \"$1\"; }",
                        pushed,
                        Preparation.PACKAGE),
                INSTALLING);
        if (!result.isDone() || !result.out().contains("Success")) {
            throw new AdbException(
                    Problem.REFUSED,
                    "the device does not install the app (" + result.complaint()
                            + "): allow 'Install via USB' in its developer options where it has that, or measure by --launch"
                            + " shell");
        }
    }

    /**
     * How a round is started.
     *
     * @param setUp script that runs in the round's folder before; {@code $3} are the lines of links
     * @param jar on the phone
     * @param links one a line: a place in the round's folder, and what file of the phone is there
     * @param command becomes the process whose end is the round's; {@code $1} is the folder
     */
    record Start(String setUp, String jar, String links, String command) {
        /** In an arm's folder where it has another jar than the first one; {@code lib} beside it are its libraries. */
        private static final String OWN_JAR = "app.jar";

        /** By the app that is installed, which opens its activity. */
        private static final Start APK = new Start(
                "",
                "",
                "",
                "am instrument -w -r -e round \"$1\" " + Preparation.PACKAGE
                        + "/dev.squeezebench.android.app.RoundInstrumentation");

        private static Start shell(String jar, String links) {
            return new Start(
                    """
                    while read -r link file; do
                        mkdir -p "${link%/*}" || exit 1
                        ln -sf "$file" "$link"
                    done <<END
                    $3
                    END
                    export CLASSPATH="$2" LD_LIBRARY_PATH="$1/lib"
                    """,
                    jar,
                    links,
                    "app_process \"-Dsqueezebench.libraries=$1/lib\" \"-Djava.io.tmpdir=$1\""
                            + " -Dorg.bytedeco.javacpp.loadlibraries=false /"
                            + " dev.squeezebench.android.app.RoundMain \"$1\"");
        }

        /**
         * Goes on when the cable is pulled or this computer ends; prints the line that it keeps in {@code pid}: the number of
         * its process, and a word of ours.
         */
        ShellCommand of(String round, String word) {
            return ShellCommand.script(
                    """
                    cd "$1" || exit 1
                    rm -f pid round.jsonl run.log arm*/journal.jsonl arm*/outputs.safetensors
                    """
                            + setUp
                            + "setsid nohup sh -c 'echo \"$$ $2\" >pid.part && mv pid.part pid\nexec " + command
                            + "' sh \"$1\" \"$4\" >run.log 2>&1 </dev/null &\n"
                            + """
                            left=500
                            until [ -s pid ] || [ $left -eq 0 ]; do sleep 0.02; left=$((left - 1)); done
                            cat pid
                            """,
                    round,
                    jar,
                    links.strip(),
                    word);
        }
    }

    /** Folder of all rounds on the phone: where the process may write that runs them. */
    static String rounds(LaunchMode launch) {
        return (launch == LaunchMode.APK ? Preparation.MEDIA : Preparation.FOLDER) + "/rounds";
    }
}
