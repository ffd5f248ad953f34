package dev.squeezebench.analysis.claims;

import dev.squeezebench.records.json.JsonFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The published figures that this program knows. */
public final class Claims {
    private static final String RESOURCE = "claims.json";

    private Claims() {}

    /** The claims of the data file in this program. */
    public static List<Claim> builtIn() {
        try (InputStream stream = Claims.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is missing in this build");
            }
            return parse(readAll(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " of this build cannot be read", e);
        }
    }

    /** Claims of a data file's text. */
    static List<Claim> parse(byte[] utf8) {
        return Collections.unmodifiableList(
                new ArrayList<>(JsonFields.parse(utf8).objects("claims", Claims::claim)));
    }

    private static Claim claim(JsonFields fields) {
        return new Claim(
                fields.text("id"),
                fields.text("statement"),
                fields.text("source"),
                fields.text("url"),
                fields.text("device"),
                fields.text("candidate"),
                fields.text("baseline"),
                fields.decimal("speed_up"),
                fields.optionalLongInteger("baseline_latency_ns"));
    }

    private static byte[] readAll(InputStream stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] block = new byte[8192];
        for (int n = stream.read(block); n >= 0; n = stream.read(block)) {
            bytes.write(block, 0, n);
        }
        return bytes.toByteArray();
    }
}
