package dev.squeezebench.android.simulated;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Plays a round that one of several phones has measured: for a lab of many, whose protocol and not whose processors are looked
 * at. The first round that any of them is asked for is measured and kept; all others tell its numbers again.
 *
 * @param first measures it
 * @param round folder where it is kept, the same for all phones; of the same plan where it is there already
 * @param seconds that playing takes
 */
public record RecordedApp(DesktopApp first, Path round, int seconds) {
    /** Makes it what the phone's {@code app_process} runs. */
    public void install(Phone phone) throws IOException {
        phone.appCommand("""
                measure() {
                %s
                }
                case $* in *ArmMain*) measure "$@" ;; esac
                for round; do :; done
                recorded=%s
                exec 9>"$recorded.lock"
                flock 9
                if [ ! -d "$recorded" ]; then
                    (measure "$@")
                    code=$?
                    [ "$code" -ne 0 ] || { cp -r "$round" "$recorded.new" && mv "$recorded.new" "$recorded"; }
                    exit "$code"
                fi
                exec 9>&-
                head -n 1 "$recorded/round.jsonl" >"$round/round.jsonl"
                sleep %d
                for arm in "$round"/arm*; do
                    cp "$recorded/${arm##*/}/journal.jsonl" "$recorded/${arm##*/}"/*.safetensors "$arm/"
                done
                tail -n +2 "$recorded/round.jsonl" >>"$round/round.jsonl"
                """.formatted(
                        first.script(), DesktopApp.quoted(round.toAbsolutePath().toString()), seconds));
    }
}
