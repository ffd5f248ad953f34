package dev.squeezebench.android.simulated;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Plays a round that another phone measured: for a lab of many phones, whose protocol and not whose processors are looked
 * at. What it tells are that phone's numbers.
 *
 * @param round folder of the round, with {@code round.jsonl} and {@code arm0/journal.jsonl}, ...
 * @param seconds that it takes
 */
public record RecordedApp(Path round, int seconds) {
    /** Makes it what the phone's {@code app_process} runs. */
    public void install(Phone phone) throws IOException {
        phone.appCommand("""
                for round; do :; done
                recorded=%s
                sed -n '1p' "$recorded/round.jsonl" >"$round/round.jsonl"
                sleep %d
                for arm in "$round"/arm*; do
                    cp "$recorded/${arm##*/}/journal.jsonl" "$recorded/${arm##*/}/outputs.safetensors" "$arm/"
                done
                sed '1d' "$recorded/round.jsonl" >>"$round/round.jsonl"
                """.formatted(DesktopApp.quoted(round.toString()), seconds));
    }
}
