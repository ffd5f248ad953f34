package dev.squeezebench.measure.tensor;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.squeezebench.records.json.JsonProblem;
import dev.squeezebench.records.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a safetensors header and believes none of it: duplicate names, unknown types, shapes whose product overflows,
 * sizes that do not fit, offsets outside the file, overlaps and holes are refused by name.
 */
final class SafetensorsHeader {
    private static final String REMEDY = "download or save the file again";
    private static final String METADATA = "__metadata__";
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final long dataBytes;

    /**
     * @param file for messages
     * @param dataBytes bytes of the file after its header
     */
    SafetensorsHeader(Path file, long dataBytes) {
        this.file = file;
        this.dataBytes = dataBytes;
    }

    /** The tensors in the order of their data. */
    List<SafetensorsEntry> parse(ByteBuffer header) throws IOException {
        String text = decode(header);
        List<SafetensorsEntry> entries = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            expect(json.nextToken(), JsonToken.START_OBJECT, "the header");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                expect(json.nextToken(), JsonToken.START_OBJECT, Printable.quoted(name));
                if (name.equals(METADATA)) {
                    json.skipChildren();
                } else {
                    entries.add(entry(name, json));
                }
            }
            if (json.nextToken() != null) {
                throw bad("something follows the header's JSON object");
            }
        } catch (JacksonException e) {
            throw bad("its header is not valid JSON: " + Printable.text(JsonProblem.of(e)));
        }
        entries.sort(Comparator.comparingLong(SafetensorsEntry::begin).thenComparingLong(SafetensorsEntry::end));
        refuseOverlapsAndHoles(entries);
        return entries;
    }

    private String decode(ByteBuffer header) throws UnreadableFileException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(header).toString();
        } catch (CharacterCodingException e) {
            throw bad("its header is not UTF-8");
        }
    }

    private SafetensorsEntry entry(String name, JsonParser json) throws IOException {
        Optional<String> word = Optional.empty();
        Optional<List<Long>> shape = Optional.empty();
        Optional<List<Long>> offsets = Optional.empty();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "dtype" -> {
                    expect(value, JsonToken.VALUE_STRING, "the dtype of " + Printable.quoted(name));
                    word = Optional.of(json.getText());
                }
                case "shape" -> shape = Optional.of(counts(json, value, "the shape of " + Printable.quoted(name)));
                case "data_offsets" ->
                    offsets = Optional.of(counts(json, value, "the data_offsets of " + Printable.quoted(name)));
                default ->
                    throw bad("tensor " + Printable.quoted(name) + " has an unknown field " + Printable.quoted(field));
            }
        }
        if (!word.isPresent() || !shape.isPresent() || !offsets.isPresent()) {
            throw bad("tensor " + Printable.quoted(name) + " lacks dtype, shape or data_offsets");
        }
        return checked(name, word.get(), shape.get(), offsets.get());
    }

    private List<Long> counts(JsonParser json, JsonToken first, String what) throws IOException {
        expect(first, JsonToken.START_ARRAY, what);
        List<Long> counts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, what);
            long count = json.getLongValue();
            if (count < 0) {
                throw bad(what + " contains a negative number");
            }
            counts.add(count);
        }
        return counts;
    }

    private SafetensorsEntry checked(String name, String word, List<Long> shape, List<Long> offsets)
            throws UnreadableFileException {
        String quoted = Printable.quoted(name);
        SafetensorsType type = SafetensorsType.ofWord(word)
                .orElseThrow(
                        () -> new UnreadableFileException(
                                file,
                                "tensor " + quoted + " has element type " + Printable.quoted(word),
                                "convert it to float32; known are F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8 and BOOL"));
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1) || offsets.get(1) > dataBytes) {
            throw bad("tensor " + quoted + " has data_offsets " + Printable.text(offsets.toString()) + ", but "
                    + dataBytes + " bytes follow the header");
        }
        long bytes;
        try {
            bytes = Math.multiplyExact(Tensor.elements(shape), (long) type.bytes());
        } catch (ArithmeticException e) {
            throw bad("the shape of tensor " + quoted + " overflows: " + Printable.text(shape.toString()));
        }
        SafetensorsEntry entry = new SafetensorsEntry(name, type, shape, offsets.get(0), offsets.get(1));
        if (bytes != entry.bytes()) {
            throw bad("tensor " + quoted + " of shape " + Printable.text(shape.toString()) + " and type " + word
                    + " needs " + bytes + " bytes, but its data_offsets span " + entry.bytes());
        }
        return entry;
    }

    private void refuseOverlapsAndHoles(List<SafetensorsEntry> entries) throws UnreadableFileException {
        long expected = 0;
        for (SafetensorsEntry entry : entries) {
            if (entry.begin() != expected) {
                throw bad("tensor " + Printable.quoted(entry.name())
                        + (entry.begin() < expected ? " overlaps the one before it" : " leaves a hole before it"));
            }
            expected = entry.end();
        }
        if (expected != dataBytes) {
            throw bad((dataBytes - expected) + " bytes at its end belong to no tensor");
        }
    }

    private void expect(@Nullable JsonToken actual, JsonToken expected, String what) throws UnreadableFileException {
        if (actual != expected) {
            throw bad(what + " is not what the format asks for");
        }
    }

    private UnreadableFileException bad(String cause) {
        return new UnreadableFileException(file, cause, REMEDY);
    }
}
