package dev.squeezebench.cli.options;

import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.FileErrors;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a suite: a YAML mapping of flags to a value or a list of values, and nothing else. Events are read one by one, so
 * neither deep nesting nor anchors take more memory than the file has bytes.
 */
final class SuiteFile {
    private static final long LONGEST_BYTES = 1 << 16;

    private final Path file;
    private final Iterator<Event> events;

    private SuiteFile(Path file, Iterator<Event> events) {
        this.file = file;
        this.events = events;
    }

    /**
     * Its words in order, each key once.
     *
     * @throws UserException with file, line and column of the first that is wrong
     */
    static List<SuiteWord> read(Path file) {
        return read(file, "--suite ");
    }

    /**
     * The same.
     *
     * @param said what the user wrote before its name
     */
    static List<SuiteWord> read(Path file, String said) {
        String name = Printable.text(file.toString());
        try {
            if (!Files.isRegularFile(file)) {
                throw UserException.usage(said + name + ": no such file, or not a regular one");
            }
            if (Files.size(file) > LONGEST_BYTES) {
                throw UserException.usage(said + name + ": " + Files.size(file) + " bytes are too many for a suite");
            }
            LoadSettings settings = LoadSettings.builder().setLabel(name).build();
            return new SuiteFile(
                            file,
                            new Parse(settings)
                                    .parseString(Files.readString(file))
                                    .iterator())
                    .words();
        } catch (MarkedYamlEngineException e) {
            throw new UserException(
                    ExitCode.USAGE, place(file, e.getProblemMark()) + ": " + Printable.text(e.getProblem()), e);
        } catch (CharacterCodingException e) {
            throw new UserException(ExitCode.USAGE, name + ": it is not UTF-8; save it so", e);
        } catch (YamlEngineException e) {
            throw new UserException(
                    ExitCode.USAGE, name + ": not YAML (" + Printable.text(String.valueOf(e.getMessage())) + ')', e);
        } catch (IOException e) {
            throw new UserException(
                    ExitCode.USAGE, name + ": it cannot be read (" + Printable.text(FileErrors.reason(e)) + ')', e);
        }
    }

    private List<SuiteWord> words() {
        expect(Event.ID.StreamStart, "a suite");
        expect(Event.ID.DocumentStart, "flags and their values");
        expect(Event.ID.MappingStart, "flags and their values, such as 'workload: bert-tiny'");
        Map<String, SuiteWord> words = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            String key = scalar(event, "the name of a flag");
            SuiteWord word = new SuiteWord(key, value(key), place(file, event.getStartMark()));
            if (words.put(key, word) != null) {
                throw word.problem("duplicate key '" + key + "'");
            }
        }
        expect(Event.ID.DocumentEnd, "the end");
        expect(Event.ID.StreamEnd, "one document only");
        return List.copyOf(words.values());
    }

    private String value(String key) {
        Event event = events.next();
        if (event.getEventId() != Event.ID.SequenceStart) {
            return scalar(event, "a value or a list for '" + key + "'");
        }
        List<String> values = new ArrayList<>();
        for (event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            values.add(scalar(event, "a value in the list of '" + key + "'"));
        }
        return String.join(",", values);
    }

    private String scalar(Event event, String what) {
        if (event instanceof ScalarEvent scalar && !scalar.getValue().isEmpty()) {
            return scalar.getValue();
        }
        throw unexpected(event, what);
    }

    private void expect(Event.ID id, String what) {
        Event event = events.next();
        if (event.getEventId() != id) {
            throw unexpected(event, what);
        }
    }

    private UserException unexpected(Event event, String what) {
        return UserException.usage(place(file, event.getStartMark()) + ": expected " + Printable.text(what));
    }

    private static String place(Path file, Optional<Mark> mark) {
        String name = Printable.text(file.toString());
        return mark.map(at -> name + ':' + (at.getLine() + 1) + ':' + (at.getColumn() + 1))
                .orElse(name);
    }
}
