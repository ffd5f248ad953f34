package dev.squeezebench.records.json;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.squeezebench.records.LongSeries;
import dev.squeezebench.records.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, read by name and type. Fields that are not asked for are ignored; a missing or wrong one is a
 * {@link JsonFormatException} that names it by its path.
 */
public final class JsonFields {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);

    private final JsonNode node;
    private final String path;

    private JsonFields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** Parses UTF-8 text that is exactly one object. */
    public static JsonFields parse(byte[] utf8) {
        JsonNode node;
        try {
            node = READER.readTree(utf8);
        } catch (IOException e) {
            throw new JsonFormatException("is not valid JSON: " + JsonProblem.of(e), e);
        }
        if (!node.isObject()) {
            throw new JsonFormatException("is no JSON object");
        }
        return new JsonFields(node, "");
    }

    /** The fields of an object that was parsed from another format: maps, lists and texts. */
    public static JsonFields of(Map<?, ?> object) {
        return new JsonFields(MAPPER.valueToTree(object), "");
    }

    /** Names of all its fields, in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    public boolean has(String name) {
        return find(name) != null;
    }

    /** These fields, each of which has to be there. */
    public JsonFields with(String... names) {
        for (String name : names) {
            require(name, any -> true, "");
        }
        return this;
    }

    public String text(String name) {
        return require(name, JsonNode::isTextual, "a text").textValue();
    }

    /** A text that is not empty. */
    public String name(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            throw wrong(name, "is empty");
        }
        return text;
    }

    /** A text of a certain form. */
    public String text(String name, Pattern form, String expected) {
        String text = text(name);
        if (!form.matcher(text).matches()) {
            throw wrong(name, "is not " + expected);
        }
        return text;
    }

    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** The constant whose word the field has. */
    public <E extends Enum<E>> E word(String name, Class<E> type) {
        return Words.find(type, text(name)).orElseThrow(() -> wrong(name, "is none of " + Words.all(type)));
    }

    /** One of these texts. */
    public String oneOf(String name, String... words) {
        String text = text(name);
        if (!Arrays.asList(words).contains(text)) {
            throw wrong(name, "is none of " + String.join(", ", words));
        }
        return text;
    }

    public Optional<String> optionalOneOf(String name, String... words) {
        return has(name) ? Optional.of(oneOf(name, words)) : Optional.empty();
    }

    public boolean flag(String name) {
        return require(name, JsonNode::isBoolean, "true or false").booleanValue();
    }

    public Optional<Boolean> optionalFlag(String name) {
        return has(name) ? Optional.of(flag(name)) : Optional.empty();
    }

    public int integer(String name) {
        return integer(name, Range.ANY);
    }

    public int integer(String name, Range range) {
        return (int) inRange(name, require(name, JsonFields::isInt, "an integer of 32 bits"), range)
                .longValue();
    }

    public OptionalInt optionalInteger(String name) {
        return optionalInteger(name, Range.ANY);
    }

    public OptionalInt optionalInteger(String name, Range range) {
        return has(name) ? OptionalInt.of(integer(name, range)) : OptionalInt.empty();
    }

    public long longInteger(String name) {
        return longInteger(name, Range.ANY);
    }

    public long longInteger(String name, Range range) {
        return inRange(name, require(name, JsonFields::isLong, "an integer"), range)
                .longValue();
    }

    public OptionalLong optionalLongInteger(String name) {
        return optionalLongInteger(name, Range.ANY);
    }

    public OptionalLong optionalLongInteger(String name, Range range) {
        return has(name) ? OptionalLong.of(longInteger(name, range)) : OptionalLong.empty();
    }

    public double decimal(String name) {
        return decimal(name, Range.ANY);
    }

    public double decimal(String name, Range range) {
        return inRange(name, require(name, JsonNode::isNumber, "a number"), range)
                .doubleValue();
    }

    public OptionalDouble optionalDecimal(String name) {
        return optionalDecimal(name, Range.ANY);
    }

    public OptionalDouble optionalDecimal(String name, Range range) {
        return has(name) ? OptionalDouble.of(decimal(name, range)) : OptionalDouble.empty();
    }

    /** Integers in order; an absent field is an empty series. */
    public LongSeries integers(String name) {
        return integers(name, Range.ANY);
    }

    /** Integers in order; an absent field is an empty series. */
    public LongSeries integers(String name, Range range) {
        List<JsonNode> elements = array(name, JsonFields::isLong, "integers");
        elements.forEach(element -> inRange(name, element, range));
        return LongSeries.of(elements.stream().mapToLong(JsonNode::longValue).toArray());
    }

    /** Texts in order; an absent field is an empty list. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(name, JsonNode::isTextual, "texts")) {
            texts.add(element.textValue());
        }
        return texts;
    }

    /** Texts by name; an absent field is an empty map. */
    public Map<String, String> textMap(String name) {
        return map(name, JsonNode::isTextual, "a text", JsonNode::textValue);
    }

    /** Integers by name; an absent field is an empty map. */
    public Map<String, Integer> integerMap(String name) {
        return integerMap(name, Range.ANY);
    }

    /** Integers by name; an absent field is an empty map. */
    public Map<String, Integer> integerMap(String name, Range range) {
        Map<String, Integer> values = map(name, JsonFields::isInt, "an integer of 32 bits", JsonNode::intValue);
        values.forEach((key, value) -> {
            if (!range.contains(value)) {
                throw wrong(name + '.' + key, range.problem(value));
            }
        });
        return values;
    }

    public JsonFields object(String name) {
        return new JsonFields(require(name, JsonNode::isObject, "an object"), path + name + '.');
    }

    public Optional<JsonFields> optionalObject(String name) {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    /** Objects in order, each turned into something; an absent field is an empty list. */
    public <T> List<T> objects(String name, Function<JsonFields, T> read) {
        List<T> values = new ArrayList<>();
        for (JsonNode element : array(name, JsonNode::isObject, "objects")) {
            values.add(read.apply(new JsonFields(element, path + name + '[' + values.size() + "].")));
        }
        return values;
    }

    /** An error about a field of this object. */
    public JsonFormatException wrong(String name, String problem) {
        return new JsonFormatException("field " + path + name + ' ' + problem);
    }

    private @Nullable JsonNode find(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private JsonNode require(String name, Predicate<JsonNode> type, String expected) {
        JsonNode value = find(name);
        if (value == null) {
            throw wrong(name, "is missing");
        }
        if (!type.test(value)) {
            throw wrong(name, "is not " + expected);
        }
        return value;
    }

    private JsonNode inRange(String name, JsonNode value, Range range) {
        if (!range.contains(value.doubleValue())) {
            throw wrong(name, range.problem(value.doubleValue()));
        }
        return value;
    }

    private List<JsonNode> array(String name, Predicate<JsonNode> type, String expected) {
        List<JsonNode> elements = new ArrayList<>();
        if (has(name)) {
            for (JsonNode element : require(name, JsonNode::isArray, "an array")) {
                if (!type.test(element)) {
                    throw wrong(name, "is not an array of " + expected);
                }
                elements.add(element);
            }
        }
        return elements;
    }

    private <T> Map<String, T> map(
            String name, Predicate<JsonNode> type, String expected, Function<JsonNode, T> convert) {
        Map<String, T> values = new TreeMap<>();
        if (has(name)) {
            for (Map.Entry<String, JsonNode> entry :
                    require(name, JsonNode::isObject, "an object").properties()) {
                if (!type.test(entry.getValue())) {
                    throw wrong(name + '.' + entry.getKey(), "is not " + expected);
                }
                values.put(entry.getKey(), convert.apply(entry.getValue()));
            }
        }
        return values;
    }

    private static boolean isInt(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt();
    }

    private static boolean isLong(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong();
    }
}
