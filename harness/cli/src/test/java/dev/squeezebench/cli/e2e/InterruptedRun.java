package dev.squeezebench.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run on the processor with files of the user's own, interrupted after its first round.
 *
 * @param command what was started
 * @param out its output folder
 */
record InterruptedRun(Command command, Path out) {
    static final int ROUNDS = 3;

    private static final int USAGE = 2;
    private static final int INTERRUPTED = 130;

    /** Starts it, and interrupts it as Ctrl-C does. */
    static InterruptedRun of(Command command, Path out, String... files) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("--quick", "--rounds", String.valueOf(ROUNDS), "--target", "onnxruntime:cpu"));
        words.addAll(List.of(files));
        try (RunningCommand running = command.start(command.measuring(out, words.toArray(String[]::new)))) {
            running.awaitMessage("round 1 measured");
            running.interrupt();
            assertThat(running.end().exitCode()).isEqualTo(INTERRUPTED);
        }
        return new InterruptedRun(command, out);
    }

    /** One bit of a file is changed and the run refuses to go on; afterwards the file is what it was. */
    void refusesToGoOnWithAnother(Path file) throws Exception {
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[changed.length - 1] ^= 1;
        Files.write(file, changed);
        Command.Ended refused = command.resume(out);
        assertThat(refused.exitCode()).as(refused.all()).isEqualTo(USAGE);
        assertThat(refused.err()).contains(" is not what it was when the run began");
        Files.write(file, whole);
    }
}
