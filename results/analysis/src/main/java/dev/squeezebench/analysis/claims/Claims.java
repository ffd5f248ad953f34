package dev.squeezebench.analysis.claims;

import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.text.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Published figures: those that this program knows, and those of a user's file. */
public final class Claims {
    private static final String RESOURCE = "claims.json";
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,79}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,9})?");

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
        List<Claim> claims = file.objects("claims", Claims::claim);
        Set<String> ids = new HashSet<>();
        for (Claim claim : claims) {
            if (!ids.add(claim.id())) {
                throw file.wrong("claims", "has the id " + claim.id() + " twice");
            }
        }
        return List.copyOf(claims);
    }

    private static Claim claim(JsonFields fields) {
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
                    fields.textMap("conditions"),
                    fields.textMap("citation"));
        } catch (IllegalArgumentException e) {
            throw fields.wrong("kind", "does not fit: " + e.getMessage());
        }
    }
}
