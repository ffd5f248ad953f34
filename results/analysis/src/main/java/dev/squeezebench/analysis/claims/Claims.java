package dev.squeezebench.analysis.claims;

import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.text.Printable;
import dev.squeezebench.records.text.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Published figures: those that this program knows, and those of a user's file. */
public final class Claims {
    private static final String RESOURCE = "claims.json";
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,79}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,9})?");

    private static final List<String> FIELDS =
            List.of("id", "statement", "source", "url", "kind", "value", "unit", "conditions", "citation");

    /** How a file says that its source leaves a condition open. */
    private static final String NOT_STATED = "not stated";

    private static final Map<String, String> SYNONYMS = Map.of("accelerator", "acceleration");

    private Claims() {}

    /** The claims of the data file in this program. */
    public static List<Claim> builtIn() {
        try (InputStream stream = Claims.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is missing in this build");
            }
            return of(JsonFields.parse(stream.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " of this build cannot be read", e);
        }
    }

    /**
     * Claims of a file.
     *
     * @param file an object with the list {@code claims}
     * @throws dev.squeezebench.records.json.JsonFormatException with the field that is wrong
     */
    public static List<Claim> of(JsonFields file) {
        refuseOthers(file, List.of("claims"));
        List<Claim> claims = file.with("claims").objects("claims", Claims::claim);
        Set<String> ids = new HashSet<>();
        for (Claim claim : claims) {
            if (!ids.add(claim.id())) {
                throw file.wrong("claims", "has the id " + claim.id() + " twice");
            }
        }
        return List.copyOf(claims);
    }

    private static Claim claim(JsonFields fields) {
        refuseOthers(fields, FIELDS);
        String kind = fields.oneOf("kind", "speed-up", "engines", "latency");
        try {
            return new Claim(
                    fields.text("id", ID, "lower-case letters, digits, points and hyphens"),
                    fields.text("statement"),
                    fields.text("source"),
                    fields.text("url"),
                    Words.parse(Claim.Kind.class, kind.replace('-', '_')),
                    new BigDecimal(fields.text("value", NUMBER, "a positive number as printed, such as 4.3")),
                    fields.optionalOneOf("unit", "s", "ms", "us").map(unit -> Words.parse(Claim.Unit.class, unit)),
                    conditions(fields),
                    fields.textMap("citation"));
        } catch (IllegalArgumentException e) {
            throw fields.wrong("kind", "does not fit: " + e.getMessage());
        }
    }

    /** What is stated: a condition that is said to be {@link #NOT_STATED} is none. */
    private static Map<String, String> conditions(JsonFields fields) {
        Map<String, String> conditions = new TreeMap<>();
        fields.textMap("conditions").forEach((word, value) -> {
            String name = SYNONYMS.getOrDefault(word, word);
            if (!Claim.CONDITIONS.contains(name)) {
                throw fields.wrong(
                        "conditions",
                        "has the unknown condition " + Printable.quoted(name) + "; known are "
                                + String.join(", ", Claim.CONDITIONS));
            }
            if (conditions.put(name, value) != null) {
                throw fields.wrong("conditions", "has " + name + " twice");
            }
        });
        conditions.values().removeIf(value -> value.strip().equalsIgnoreCase(NOT_STATED));
        return conditions;
    }

    /** A word that is misspelt would be a condition that is not looked at. */
    private static void refuseOthers(JsonFields fields, List<String> known) {
        for (String name : fields.names()) {
            if (!known.contains(name)) {
                throw fields.wrong(Printable.text(name), "is unknown; known are " + String.join(", ", known));
            }
        }
    }
}
