package dev.squeezebench.records.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.Words;
import java.io.Closeable;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Writes JSON field by field, the same bytes in every locale and on every JDK: doubles in their shortest form (Schubfach;
 * {@link Double#toString} differs before JDK 19), absent values left out, values that are no numbers refused.
 */
public final class JsonOutput implements Closeable {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    private final JsonGenerator generator;
    private final Writer writer;

    private JsonOutput(JsonGenerator generator, Writer writer) {
        this.generator = generator;
        this.writer = writer;
    }

    /** Part of a document. */
    @FunctionalInterface
    public interface Part {
        /** Writes the part's fields. */
        void write(JsonOutput json) throws IOException;
    }

    /** Part of a document made of one element of a list. */
    @FunctionalInterface
    public interface ElementPart<T> {
        /** Writes the element's fields. */
        void write(JsonOutput json, T element) throws IOException;
    }

    /** Writes UTF-8 to the stream, which stays open when this is closed. */
    public static JsonOutput to(OutputStream stream) throws IOException {
        Writer writer = new EscapingWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        return new JsonOutput(FACTORY.createGenerator(writer), writer);
    }

    /** Writes a whole document: one object. */
    public JsonOutput document(Part fields) throws IOException {
        generator.writeStartObject();
        fields.write(this);
        generator.writeEndObject();
        return this;
    }

    /** Writes a whole document: a list of objects. */
    public <T> JsonOutput documents(List<T> elements, ElementPart<T> fields) throws IOException {
        generator.writeStartArray();
        for (T element : elements) {
            document(json -> fields.write(json, element));
        }
        generator.writeEndArray();
        return this;
    }

    public JsonOutput text(String name, String value) throws IOException {
        generator.writeStringField(wellFormed(name), wellFormed(value));
        return this;
    }

    public JsonOutput text(String name, Optional<String> value) throws IOException {
        return value.isPresent() ? text(name, value.get()) : this;
    }

    /** Writes the constant's word. */
    public JsonOutput text(String name, Enum<?> value) throws IOException {
        return text(name, Words.of(value));
    }

    public JsonOutput flag(String name, boolean value) throws IOException {
        generator.writeBooleanField(name, value);
        return this;
    }

    public JsonOutput flag(String name, Optional<Boolean> value) throws IOException {
        return value.isPresent() ? flag(name, value.get()) : this;
    }

    public JsonOutput integer(String name, long value) throws IOException {
        generator.writeNumberField(wellFormed(name), value);
        return this;
    }

    public JsonOutput integer(String name, OptionalLong value) throws IOException {
        return value.isPresent() ? integer(name, value.getAsLong()) : this;
    }

    public JsonOutput integer(String name, OptionalInt value) throws IOException {
        return value.isPresent() ? integer(name, value.getAsInt()) : this;
    }

    /** Writes a finite number. */
    public JsonOutput decimal(String name, double value) throws IOException {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", which JSON cannot say");
        }
        generator.writeNumberField(name, value);
        return this;
    }

    public JsonOutput decimal(String name, OptionalDouble value) throws IOException {
        return value.isPresent() ? decimal(name, value.getAsDouble()) : this;
    }

    /** Writes finite numbers. */
    public JsonOutput decimals(String name, double... values) throws IOException {
        generator.writeFieldName(name);
        return decimals(values);
    }

    /** Writes lists of finite numbers in a list. */
    public JsonOutput decimalLists(String name, List<double[]> lists) throws IOException {
        generator.writeArrayFieldStart(name);
        for (double[] values : lists) {
            decimals(values);
        }
        generator.writeEndArray();
        return this;
    }

    private JsonOutput decimals(double... values) throws IOException {
        generator.writeArray(values, 0, values.length);
        return this;
    }

    public JsonOutput integers(String name, LongSeries values) throws IOException {
        generator.writeFieldName(name);
        generator.writeArray(values.toArray(), 0, values.size());
        return this;
    }

    /** Writes the series, or nothing where it is empty. */
    public JsonOutput integersIfAny(String name, LongSeries values) throws IOException {
        return values.isEmpty() ? this : integers(name, values);
    }

    public JsonOutput texts(String name, List<String> values) throws IOException {
        generator.writeArrayFieldStart(name);
        for (String value : values) {
            generator.writeString(wellFormed(value));
        }
        generator.writeEndArray();
        return this;
    }

    public JsonOutput textMap(String name, Map<String, String> values) throws IOException {
        generator.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : values.entrySet()) {
            text(entry.getKey(), entry.getValue());
        }
        generator.writeEndObject();
        return this;
    }

    public JsonOutput integerMap(String name, Map<String, Integer> values) throws IOException {
        generator.writeObjectFieldStart(name);
        for (Map.Entry<String, Integer> entry : values.entrySet()) {
            integer(entry.getKey(), entry.getValue());
        }
        generator.writeEndObject();
        return this;
    }

    public JsonOutput object(String name, Part fields) throws IOException {
        generator.writeFieldName(name);
        return document(fields);
    }

    public <T> JsonOutput objects(String name, List<T> elements, ElementPart<T> fields) throws IOException {
        generator.writeArrayFieldStart(name);
        for (T element : elements) {
            generator.writeStartObject();
            fields.write(this, element);
            generator.writeEndObject();
        }
        generator.writeEndArray();
        return this;
    }

    /** Half a surrogate pair, as a file name on Windows may contain, has no UTF-8: it becomes a question mark. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        generator.close();
        writer.flush();
    }

    /**
     * Writes characters that a terminal would obey or not show as {@code \}{@code uXXXX}. Outside of texts JSON has ASCII
     * alone, of which the generator itself escapes what has to be.
     */
    private static final class EscapingWriter extends FilterWriter {
        private char high;

        EscapingWriter(Writer out) {
            super(out);
        }

        @Override
        public void write(int unit) throws IOException {
            write(new char[] {(char) unit}, 0, 1);
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            write(text.toCharArray(), offset, length);
        }

        @Override
        public void write(char[] units, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
                char unit = units[i];
                if (Character.isHighSurrogate(unit)) {
                    high = unit;
                } else if (Character.isLowSurrogate(unit)) {
                    character(Character.toCodePoint(high, unit));
                } else {
                    character(unit);
                }
            }
        }

        private void character(int character) throws IOException {
            boolean safe = character < 0x7f || Printable.isHarmless(character);
            for (char unit : Character.toChars(character)) {
                if (safe) {
                    out.write(unit);
                } else {
                    out.write("\\u");
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        out.write(Character.forDigit(unit >> shift & 15, 16));
                    }
                }
            }
        }
    }
}
