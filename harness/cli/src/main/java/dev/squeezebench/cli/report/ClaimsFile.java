package dev.squeezebench.cli.report;

import dev.squeezebench.analysis.claims.Claim;
import dev.squeezebench.analysis.claims.Claims;
import dev.squeezebench.cli.exit.ExitCode;
import dev.squeezebench.cli.exit.UserException;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
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
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a user's file of claims: YAML, every scalar as the text that it is, so that 4.30 is not 4.3. */
final class ClaimsFile {
    private static final int LONGEST_BYTES = 1 << 18;

    /** A file is a mapping of a list of mappings of mappings. */
    private static final int DEEPEST = 4;

    private ClaimsFile() {}

    /**
     * Its claims.
     *
     * @throws UserException with the file and what is wrong in it, one line
     */
    static List<Claim> read(Path file) {
        String name = "--claims " + Printable.text(file.toString());
        try {
            if (!Files.isRegularFile(file)) {
                throw UserException.usage(name + ": no such file, or not a regular one");
            }
            if (Files.size(file) > LONGEST_BYTES) {
                throw UserException.usage(name + ": " + Files.size(file) + " bytes are too many for a file of claims");
            }
            Iterator<Event> events = new Parse(LoadSettings.builder().build())
                    .parseString(Files.readString(file))
                    .iterator();
            if (!(document(events, name) instanceof Map<?, ?> root)) {
                throw UserException.usage(name + ": not a mapping with the list 'claims'");
            }
            List<Claim> claims = Claims.of(JsonFields.of(root));
            if (claims.isEmpty()) {
                throw UserException.usage(name + ": there is no claim in the list 'claims'");
            }
            return claims;
        } catch (JsonFormatException e) {
            throw new UserException(
                    ExitCode.USAGE, name + ": " + Printable.sentence(String.valueOf(e.getMessage())), e);
        } catch (MarkedYamlEngineException e) {
            throw new UserException(
                    ExitCode.USAGE, name + place(e.getProblemMark()) + ": " + Printable.text(e.getProblem()), e);
        } catch (YamlEngineException | CharacterCodingException e) {
            throw new UserException(
                    ExitCode.USAGE, name + ": not YAML (" + Printable.text(String.valueOf(e.getMessage())) + ')', e);
        } catch (IOException e) {
            throw new UserException(
                    ExitCode.USAGE, name + ": it cannot be read (" + Printable.text(e.toString()) + ')', e);
        }
    }

    /** The one document of a file: maps, lists and texts; null where there is none. */
    private static @Nullable Object document(Iterator<Event> events, String name) {
        Object document = null;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case StreamStart, DocumentStart, DocumentEnd, StreamEnd, Comment -> {}
                default -> {
                    if (document != null) {
                        throw UserException.usage(name + place(event.getStartMark()) + ": one document only");
                    }
                    document = value(event, events, name, 0);
                }
            }
        }
        return document;
    }

    private static Object value(Event event, Iterator<Event> events, String name, int depth) {
        String place = name + place(event.getStartMark());
        if (depth > DEEPEST) {
            throw UserException.usage(place + ": a list or mapping deeper than any claim has");
        }
        if (event instanceof ScalarEvent scalar) {
            return scalar.getValue();
        }
        if (event instanceof SequenceStartEvent) {
            List<Object> list = new ArrayList<>();
            for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
                list.add(value(next, events, name, depth + 1));
            }
            return list;
        }
        if (event instanceof MappingStartEvent) {
            Map<String, Object> mapping = new LinkedHashMap<>();
            for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
                String key = name + place(next.getStartMark());
                if (!(next instanceof ScalarEvent scalar)) {
                    throw UserException.usage(key + ": a key has to be a word");
                }
                if (mapping.put(scalar.getValue(), value(events.next(), events, name, depth + 1)) != null) {
                    throw UserException.usage(key + ": duplicate key " + Printable.quoted(scalar.getValue()));
                }
            }
            return mapping;
        }
        throw UserException.usage(place + ": an alias is not taken here: write out what it stands for");
    }

    private static String place(Optional<Mark> at) {
        return at.map((Mark mark) -> ":" + (mark.getLine() + 1) + ':' + (mark.getColumn() + 1))
                .orElse("");
    }
}
