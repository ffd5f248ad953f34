package dev.squeezebench.core.journal;

import dev.squeezebench.measure.trial.JournalEvents;
import dev.squeezebench.measure.trial.TrialJournal;
import dev.squeezebench.records.Stage;
import dev.squeezebench.records.json.JsonFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Follows a journal while it is written: what grew since the last look. */
public final class JournalTail {
    private final Path file;
    private long seen;
    private final StringBuilder rest = new StringBuilder();

    public JournalTail(Path file) {
        this.file = file;
    }

    /**
     * What was appended since the last look.
     *
     * @param grew whether anything was
     * @param stages entered, in order
     */
    public record Growth(boolean grew, List<Entered> stages) {}

    /**
     * A stage that the measured process entered.
     *
     * @param at when, by its own clock
     */
    public record Entered(Stage stage, Instant at) {}

    /** Looks once; costs one file status when nothing was written. */
    public Growth look() throws IOException {
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (size <= seen) {
            return new Growth(false, List.of());
        }
        rest.append(read(size));
        List<Entered> stages = new ArrayList<>();
        for (int end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
            String line = rest.substring(0, end);
            rest.delete(0, end + 1);
            if (line.startsWith(TrialJournal.STAGE_LINE)) {
                addStage(stages, line);
            }
        }
        return new Growth(true, stages);
    }

    private String read(long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size - seen));
            channel.position(seen);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Reads on.
            }
            seen += bytes.position();
            // Only names of stages are looked at, and these are ASCII.
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
        }
    }

    private void addStage(List<Entered> stages, String line) throws IOException {
        JournalEvents stagesAlone = new JournalEvents() {
            @Override
            public void stage(Stage stage, Instant at) {
                stages.add(new Entered(stage, at));
            }
        };
        try {
            TrialJournal.replay(line.getBytes(StandardCharsets.ISO_8859_1), file, stagesAlone);
        } catch (JsonFormatException e) {
            // The reader of the whole journal reports damage; progress goes on without this line.
            return;
        }
    }
}
