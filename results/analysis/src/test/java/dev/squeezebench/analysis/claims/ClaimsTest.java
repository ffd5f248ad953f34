package dev.squeezebench.analysis.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.squeezebench.analysis.claims.ClaimVerdict.Measured;
import dev.squeezebench.analysis.claims.ClaimVerdict.Word;
import dev.squeezebench.analysis.statistics.GeometricMean;
import dev.squeezebench.records.Spread;
import dev.squeezebench.records.json.JsonFields;
import dev.squeezebench.records.json.JsonFormatException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimsTest {
    private static final Map<String, String> PIXEL =
            Map.of("device", "Pixel 3", "workload", "squeezebert-uncased", "baseline", "bert-base-uncased");

    /** The abstract of arXiv 2006.11316: "SqueezeBERT runs 4.3x faster than BERT-base on the Pixel 3"; 1.7 s there. */
    @Test
    void holdTheFiguresOfThePaperWithTheConditionsThatItStatesAndNoOthers() {
        Claim speedUp = builtIn("squeezebert-pixel-3");
        assertThat(speedUp.value()).isEqualTo(new BigDecimal("4.3"));
        assertThat(speedUp.conditions()).isEqualTo(PIXEL);
        assertThat(speedUp.source()).contains("arXiv 2006.11316");
        Claim latency = builtIn("bert-base-pixel-3");
        assertThat(latency.number()).isEqualTo(1.7e9);
        assertThat(latency.conditions()).isEqualTo(Map.of("device", "Pixel 3", "workload", "bert-base-uncased"));
    }

    @Test
    void areNotComparableWithWhatWasMeasuredElsewhereHoweverFastThatIs() {
        ClaimVerdict verdict = ClaimVerdict.of(
                builtIn("squeezebert-pixel-3"),
                "an EPYC",
                List.of(
                        measured("onnxruntime-1.29.0:cpu", 4.25, 4.35, with(PIXEL, "device", "PowerEdge R650")),
                        measured("tflite-2.21.0:xnnpack", 4.29, 4.31, with(PIXEL, "device", "PowerEdge R650"))));

        assertThat(verdict.word()).isEqualTo(Word.NOT_COMPARABLE);
        assertThat(verdict.sentence())
                .isEqualTo(
                        "not comparable: measured 4.30x (95% interval 4.25-4.35) with onnxruntime-1.29.0:cpu, 4.30x (95%"
                                + " interval 4.29-4.31) with tflite-2.21.0:xnnpack on an EPYC, claimed 4.3x on a Pixel 3 (Iandola et"
                                + " al. 2020, SqueezeBERT, arXiv 2006.11316, abstract); ratio of FLOP 3.02x");
        assertThat(verdict.differences()).containsExactly("device Pixel 3 is stated, PowerEdge R650 was measured");
    }

    /** 4.3 was 4.25 to 4.35 before it was rounded. */
    @ParameterizedTest
    @CsvSource({
        "4.28, 4.32, CONFIRMED",
        "4.10, 4.26, CONFIRMED",
        "4.34, 4.60, CONFIRMED",
        "4.00, 5.00, CONFIRMED",
        "4.10, 4.24, REFUTED",
        "4.36, 4.60, REFUTED",
        "2.10, 2.20, REFUTED"
    })
    void areConfirmedWhereAnIntervalMeetsTheRoundingOfThePrintedFigure(double lower, double upper, Word word) {
        ClaimVerdict verdict = ClaimVerdict.of(
                builtIn("squeezebert-pixel-3"), "a phone", List.of(measured("tflite:xnnpack", lower, upper, PIXEL)));

        assertThat(verdict.word()).isEqualTo(word);
        assertThat(verdict.sentence())
                .contains("; not stated there: ", "threads", "tokens")
                .doesNotContain("other");
    }

    @ParameterizedTest
    @CsvSource({"Pixel 3, true", "pixel 3, true", "Pixel 3 XL, false", "Pixel 3a, false", "Pixel, false", "'', false"})
    void areOfTheVeryDeviceThatIsStated(String device, boolean comparable) {
        Map<String, String> own = device.isEmpty() ? without(PIXEL, "device") : with(PIXEL, "device", device);

        ClaimVerdict verdict = ClaimVerdict.of(
                builtIn("squeezebert-pixel-3"), "a phone", List.of(measured("tflite:xnnpack", 4.2, 4.4, own)));

        assertThat(verdict.word() == Word.CONFIRMED).isEqualTo(comparable);
    }

    @Test
    void areNotJudgedByARangeOrByWhatIsInDoubt() {
        GeometricMean range = new GeometricMean(4.3, new Spread.Range(4.2, 4.4), 3);
        assertThat(ClaimVerdict.of(
                                builtIn("squeezebert-pixel-3"),
                                "a phone",
                                List.of(new Measured("tflite:xnnpack", range, PIXEL, List.of(), Optional.empty())))
                        .differences())
                .containsExactly("fewer than 6 rounds give no interval");
        assertThat(ClaimVerdict.of(
                                builtIn("squeezebert-pixel-3"),
                                "a phone",
                                List.of(new Measured(
                                        "tflite:xnnpack",
                                        interval(4.2, 4.4),
                                        PIXEL,
                                        List.of("a quick run is no measurement"),
                                        Optional.empty())))
                        .differences())
                .containsExactly("a quick run is no measurement");
    }

    @Test
    void thatStateWhatNoFileRecordsAreNeverMet() {
        Claim claim = claim(
                "\"kind\":\"latency\",\"value\":\"3.11\",\"unit\":\"ms\",\"conditions\":{\"workload\":\"w\",\"other\":\"IO binding\"}");

        ClaimVerdict verdict = ClaimVerdict.of(
                claim, "a machine", List.of(measured("onnxruntime:cuda", 3.10e6, 3.12e6, Map.of("workload", "w"))));

        assertThat(verdict.word()).isEqualTo(Word.NOT_COMPARABLE);
        assertThat(verdict.differences()).containsExactly("other IO binding is stated, and not recorded here");
        assertThat(verdict.sentence()).contains("measured 3.110 ms (95% interval 3.100-3.120)", "claimed 3.11 ms (");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"value\":\"4.3\",\"conditions\":{\"workload\":\"w\"} | field claims[0].kind is missing",
                "\"kind\":\"speed-up\",\"value\":\"4.3\",\"conditions\":{\"workload\":\"w\"} | a speed-up is of a workload over a baseline",
                "\"kind\":\"latency\",\"value\":\"4.3\",\"conditions\":{\"workload\":\"w\"} | a latency has a unit",
                "\"kind\":\"latency\",\"value\":\"4,3\",\"unit\":\"s\",\"conditions\":{\"workload\":\"w\"} | field claims[0].value is not a positive number as printed",
                "\"kind\":\"latency\",\"value\":\"0\",\"unit\":\"s\",\"conditions\":{\"workload\":\"w\"} | positive number",
                "\"kind\":\"latency\",\"value\":\"4\",\"unit\":\"h\",\"conditions\":{\"workload\":\"w\"} | field claims[0].unit is none of s, ms, us",
                "\"kind\":\"latency\",\"value\":\"4\",\"unit\":\"s\",\"conditions\":{\"workload\":\"w\",\"thread\":\"1\"} | unknown condition 'thread'; known are device, "
            })
    void thatAreWrongAreRefusedByTheFieldAndWhy(String fields, String message) {
        assertThatExceptionOfType(JsonFormatException.class)
                .isThrownBy(() -> claim(fields))
                .withMessageContaining(message);
    }

    @Test
    void mayNameWhatTheirSourceLeavesOpenAndAnAcceleratorSo() {
        Claim claim =
                claim("\"kind\":\"latency\",\"value\":\"3.10\",\"unit\":\"us\",\"conditions\":{\"workload\":\"w\","
                        + "\"tokens\":\"not stated\",\"accelerator\":\"xnnpack\"}");

        assertThat(claim.conditions()).isEqualTo(Map.of("workload", "w", "acceleration", "xnnpack"));
        assertThat(claim.shown()).isEqualTo("3.10 µs");
        assertThat(ClaimVerdict.of(
                                claim,
                                "a machine",
                                List.of(measured("x", 3099, 3101, Map.of("workload", "w", "acceleration", "xnnpack"))))
                        .sentence())
                .contains("confirmed: ", "not stated there: device, processor, target, runner, ", ", tokens, ")
                .doesNotContain("baseline");
    }

    private static Claim builtIn(String id) {
        return Claims.builtIn().stream()
                .filter(claim -> claim.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Claim claim(String fields) {
        String json = "{\"claims\":[{\"id\":\"x\",\"statement\":\"a\",\"source\":\"b\",\"url\":\"c\"," + fields + "}]}";
        return Claims.of(JsonFields.parse(json.getBytes(StandardCharsets.UTF_8)))
                .get(0);
    }

    private static Measured measured(String on, double lower, double upper, Map<String, String> conditions) {
        return new Measured(on, interval(lower, upper), conditions, List.of(), Optional.of(3.0201));
    }

    private static GeometricMean interval(double lower, double upper) {
        return new GeometricMean((lower + upper) / 2, new Spread.Interval(lower, upper, 0.95, "x"), 8);
    }

    private static Map<String, String> with(Map<String, String> conditions, String name, String value) {
        Map<String, String> other = new HashMap<>(conditions);
        other.put(name, value);
        return other;
    }

    private static Map<String, String> without(Map<String, String> conditions, String name) {
        Map<String, String> other = new HashMap<>(conditions);
        assertThat(other.remove(name)).isNotNull();
        return other;
    }
}
