package dev.squeezebench.workloads.checkpoint;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.squeezebench.measure.tensor.UnreadableFileException;
import dev.squeezebench.workloads.FileStart;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the small JSON files of a checkpoint: one object, no duplicate names, nothing behind it, not deep, not long. */
final class JsonFiles {
    private static final long LONGEST_BYTES = 16 << 20;
    private static final int DEEPEST = 32;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonFiles() {}

    static ObjectNode read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UnreadableFileException(file, "no such file, or not a regular one", "name a folder that has it");
        }
        if (Files.size(file) > LONGEST_BYTES) {
            throw new UnreadableFileException(
                    file,
                    "it has " + Files.size(file) + " bytes, too many for such a file",
                    "save the checkpoint again");
        }
        FileStart.refusePointers(file);
        try {
            // As text: from bytes Jackson guesses UTF-16 and UTF-32 too, which no checkpoint has.
            JsonNode node = MAPPER.readTree(withoutMark(Files.readString(file)));
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (CharacterCodingException e) {
            throw new UnreadableFileException(file, "not UTF-8", "save the checkpoint again");
        } catch (StreamConstraintsException e) {
            throw new UnreadableFileException(
                    file, "it is nested too deeply, or a name or number is too long", "save the checkpoint again");
        } catch (JacksonException e) {
            throw new UnreadableFileException(
                    file,
                    "not valid JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr(),
                    "save the checkpoint again");
        }
        throw new UnreadableFileException(file, "not a JSON object", "save the checkpoint again");
    }

    /** Some editors begin a file with a byte order mark. */
    private static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }
}
