package dev.squeezebench.records.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void neverHoldsWhatIsNoNumber(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(json -> json.decimal("x", value)))
                .withMessageContaining("x is");
    }

    @Test
    void holdsTextOfAnyOriginAndGivesItBack() throws IOException {
        String nasty = "a\n\u0000\u001b\"\\\u2028\ud83d\ude00</script>";
        assertThat(JsonFields.parse(write(json -> json.text("x", nasty))).text("x"))
                .isEqualTo(nasty);
        assertThat(JsonFields.parse(write(json -> json.text("x", "\ud83d"))).text("x"))
                .as("half a surrogate pair")
                .isEqualTo("?");
    }

    /** An escape sequence of 8 bits, an override of the writing's direction, line ends, tags, a variation: none shows. */
    @Test
    void writesCharactersThatATerminalObeysOrDoesNotShowAsEscapes() throws IOException {
        String text = "a\u0080\u009b\u009f\u007f\u202e\u2028\u200b\ufeff\udb40\udc41z";
        byte[] written = write(json -> json.text(text, text));
        assertThat(new String(written, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT))
                .isEqualTo("{\"K\":\"K\"}"
                        .replace("K", "a\\u0080\\u009b\\u009f\\u007f\\u202e\\u2028\\u200b\\ufeff" + "\\udb40\\udc41z"));
        assertThat(JsonFields.parse(written).text(text)).isEqualTo(text);
    }

    @Test
    void writesLettersOfEveryScriptAsTheyAre() throws IOException {
        String text = "\u00e9\u6f22\u03bc\ud83d\ude00";
        assertThat(new String(write(json -> json.text("x", text)), StandardCharsets.UTF_8))
                .isEqualTo("{\"x\":\"" + text + "\"}");
    }

    /** JDK-4511638: before JDK 19, Double.toString(2e23) had digits too many: 1.9999999999999998E23. */
    @Test
    void writesDoublesInTheirShortestFormOnEveryJdk() throws IOException {
        assertThat(new String(
                        write(json ->
                                json.decimal("x", Double.parseDouble("2e23")).decimal("y", 0.1)),
                        StandardCharsets.UTF_8))
                .isEqualTo("{\"x\":2.0E23,\"y\":0.1}");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.0 / 3, 1e-300, Double.MIN_VALUE, Double.MAX_VALUE, 16777217, -0.0})
    void givesBackEveryBitOfADouble(double value) throws IOException {
        assertThat(JsonFields.parse(write(json -> json.decimal("x", value))).decimal("x"))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{} {}", "{\"a\":1,\"a\":2}", "{\"a\":", "\u0000"})
    void thatIsNotOneObjectIsRefused(String text) {
        assertThatExceptionOfType(JsonFormatException.class)
                .isThrownBy(() -> JsonFields.parse(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "9223372036854775808", "\"1\"", "true", "[1]"})
    void thatIsNoIntegerIsNotReadAsOne(String value) {
        JsonFields fields = JsonFields.parse(("{\"a\":" + value + "}").getBytes(StandardCharsets.UTF_8));
        assertThatExceptionOfType(JsonFormatException.class)
                .isThrownBy(() -> fields.longInteger("a"))
                .withMessage("field a is not an integer");
    }

    private static byte[] write(JsonOutput.Part part) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = JsonOutput.to(bytes)) {
            json.document(part);
        }
        return bytes.toByteArray();
    }
}
