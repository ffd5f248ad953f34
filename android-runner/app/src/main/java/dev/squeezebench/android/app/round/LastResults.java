package dev.squeezebench.android.app.round;

import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/** The results of the latest rounds, kept in a small file for the screen alone: what counts is in the journals. */
public final class LastResults {
    private static final int KEPT = 6;

    private final Path file;

    /** Of a file that may not exist yet. */
    public LastResults(Path file) {
        this.file = file;
    }

    /**
     * One arm of a round.
     *
     * @param arm what was measured
     * @param medianNs median of its invocations; absent where nothing was measured
     */
    public record Result(String arm, OptionalLong medianNs) {}

    /** The latest last; none where the file is damaged. */
    public List<Result> read() {
        List<Result> results = new ArrayList<>();
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                    JsonFields json = JsonFields.parse(line.getBytes(StandardCharsets.UTF_8));
                    results.add(new Result(json.text("arm"), json.optionalLongInteger("median_ns")));
                }
            }
        } catch (IOException | JsonFormatException e) {
            return Collections.emptyList();
        }
        return Collections.unmodifiableList(results);
    }

    /** Adds a round's, and forgets the oldest. */
    public void add(List<Result> ofRound) throws IOException {
        List<Result> all = new ArrayList<>(read());
        all.addAll(ofRound);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (Result result : all.subList(Math.max(0, all.size() - KEPT), all.size())) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            try (JsonOutput json = JsonOutput.to(line)) {
                json.document(object -> object.text("arm", result.arm()).integer("median_ns", result.medianNs()));
            }
            line.writeTo(text);
            text.write('\n');
        }
        Files.write(file, text.toByteArray());
    }
}
