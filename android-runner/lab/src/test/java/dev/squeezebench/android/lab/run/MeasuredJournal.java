package dev.squeezebench.android.lab.run;

import dev.squeezebench.measure.loop.Phase;
import dev.squeezebench.measure.loop.Recording;
import dev.squeezebench.measure.trial.TrialJournal;
import dev.squeezebench.measure.turn.Turn;
import dev.squeezebench.records.AccelerationUse;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.RuntimeUse;
import dev.squeezebench.records.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What an arm of {@code tflite:xnnpack} leaves behind that measured in two cycles. */
public final class MeasuredJournal {
    private MeasuredJournal() {}

    /** Writes it, in the place of what is there. */
    public static void write(Path file, String version) throws IOException {
        Files.deleteIfExists(file);
        try (TrialJournal journal = TrialJournal.appendTo(file)) {
            journal.stage(Stage.LOAD, Instant.EPOCH);
            journal.session(
                    version,
                    new AccelerationUse(
                            "xnnpack",
                            Optional.of("xnnpack"),
                            Map.of(),
                            List.of(),
                            OptionalInt.empty(),
                            Optional.empty()),
                    RuntimeUse.UNKNOWN);
            for (int turn = 0; turn < 4; turn++) {
                journal.samples(
                        Phase.MEASURE,
                        Optional.of(Turn.measured(1 + turn / 2, 1 + turn % 2)),
                        new Recording(
                                LongSeries.of(1_000_000 + turn),
                                LongSeries.of(900_000),
                                LongSeries.of(turn),
                                LongSeries.of(7)));
            }
            journal.done();
        }
    }
}
