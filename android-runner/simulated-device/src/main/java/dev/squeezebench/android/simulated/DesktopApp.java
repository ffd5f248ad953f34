package dev.squeezebench.android.simulated;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The phone's app in this machine's Java: the same classes, with the desktop's libraries, so that its numbers are real, if
 * this machine's.
 *
 * @param java the program that runs it
 * @param classPath the app's classes and a runner's benchmark jar
 */
public record DesktopApp(Path java, List<Path> classPath) {
    public DesktopApp {
        // It runs in a folder of the phone.
        classPath = classPath.stream().map(Path::toAbsolutePath).toList();
    }

    /** Makes it what the phone's {@code app_process} runs. */
    public void install(Phone phone) throws IOException {
        phone.appCommand(script());
    }

    /** Of the phone's own, its libraries mean nothing here, and of its jar or APK what is no class. */
    String script() {
        String entries = classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return """
                own=${CLASSPATH-$PHONE/data/app/dev.squeezebench/base.apk}
                request=
                count=$#
                while [ "$count" -gt 0 ]; do
                    case $1 in
                    / | -Dsqueezebench.libraries=* | -Dorg.bytedeco.*) ;;
                    dev.squeezebench.android.app.ArmMain)
                        request=$2
                        set -- "$@" "$1"
                        ;;
                    *) set -- "$@" "$1" ;;
                    esac
                    shift
                    count=$((count - 1))
                done
                if [ -s "$PHONE/sim/fall-back" ] && [ -n "$request" ]; then
                    read -r asked given <"$PHONE/sim/fall-back"
                    sed -i "s/\\"acceleration\\":\\"$asked\\"/\\"acceleration\\":\\"$given\\"/" "$request"
                fi
                if [ -s "$PHONE/sim/slow-down" ] && [ -n "$request" ]; then
                    read -r slow share <"$PHONE/sim/slow-down"
                    match="\\"acceleration\\":\\"$slow\\""
                    [ ! -e "${LD_LIBRARY_PATH-}/$slow" ] || match=bare_loop
                    injected="\\"injected\\":{\\"slow_down\\":$share,\\"first_turn\\":0}"
                    sed -i "/$match/s/\\"bare_loop\\"/$injected,&/" "$request"
                fi
                ulimit -c 0
                # The phone's libraries are for another system, and the desktop's ONNX Runtime would leave files behind.
                unset LD_LIBRARY_PATH
                export ORT_DISABLE_TELEMETRY=1
                # In words: the language that its phone was set to, if any.
                exec %s $(cat "$PHONE/sim/java-locale" 2>/dev/null) -XX:ErrorFile=/dev/null -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
                "-Dsqueezebench.system=$PHONE" -cp %s:"$own" "$@"
                """.formatted(quoted(java.toString()), quoted(entries));
    }

    static String quoted(String word) {
        return '\'' + word.replace("'", "'\\''") + '\'';
    }
}
