package dev.squeezebench.android.app.round;

import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.measure.turn.TurnCoordinator;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import dev.squeezebench.records.json.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a round is, as the host wrote it.
 *
 * @param arms number of arms, from 1 to {@link #MOST_ARMS}
 * @param names what the host calls the arms, in order; empty where it does not
 * @param launch how the app was started: {@code apk}, {@code shell}, {@code hosted}
 * @param cores word for the processors, such as {@code big}
 * @param turns how the arms take turns; absent for one arm that measures by itself, in blocks
 */
record RoundFile(int arms, List<String> names, String launch, String cores, Optional<Turns> turns) {
    /** As many services as the app's manifest has. */
    static final int MOST_ARMS = 4;

    RoundFile {
        names = Collections.unmodifiableList(new ArrayList<>(names));
    }

    /**
     * How long the turns go on.
     *
     * @param seed of the order
     * @param length of the round
     */
    record Turns(long seed, TurnCoordinator.Length length) {}

    /**
     * Reads {@code round.json}.
     *
     * @throws UnreadableFileException when it is no round; a program wrote it, so there is nothing a user could correct
     */
    static RoundFile read(Path file) throws IOException {
        try {
            JsonFields json = JsonFields.parse(Files.readAllBytes(file));
            int arms = json.integer("arms", new Range(1, MOST_ARMS, false));
            int cycles = json.integer("cycles", new Range(0, Integer.MAX_VALUE, false));
            if (cycles == 0 && arms > 1) {
                throw json.wrong("cycles", "is 0, and " + arms + " arms take turns");
            }
            return new RoundFile(
                    arms,
                    json.texts("names"),
                    json.oneOf("launch", "apk", "shell", "hosted"),
                    json.name("cores"),
                    cycles == 0
                            ? Optional.empty()
                            : Optional.of(new Turns(
                                    json.longInteger("seed"),
                                    new TurnCoordinator.Length(
                                            cycles,
                                            json.longInteger("round_ns"),
                                            json.flag("alone"),
                                            json.optionalLongInteger("sustained_ns")))));
        } catch (JsonFormatException e) {
            throw new UnreadableFileException(file, "no round: " + e.getMessage(), "start the round again");
        }
    }
}
