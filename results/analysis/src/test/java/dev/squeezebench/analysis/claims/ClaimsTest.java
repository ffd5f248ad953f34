package dev.squeezebench.analysis.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.squeezebench.records.json.JsonFormatException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    /** The abstract of arXiv 2006.11316: "SqueezeBERT runs 4.3x faster than BERT-base on the Pixel 3"; 1.7 s there. */
    @Test
    void holdTheFigureOfThePaperWithItsConditions() {
        assertThat(Claims.builtIn()).singleElement().satisfies(claim -> {
            assertThat(claim.speedUp()).isEqualTo(4.3);
            assertThat(claim.device()).isEqualTo("Pixel 3");
            assertThat(claim.candidate()).isEqualTo("squeezebert-uncased");
            assertThat(claim.baseline()).isEqualTo("bert-base-uncased");
            assertThat(claim.baselineLatencyNs()).isEqualTo(OptionalLong.of(1_700_000_000));
            assertThat(claim.source()).contains("arXiv 2006.11316");
        });
    }

    @Test
    void areNotComparableWithWhatWasMeasuredElsewhereHoweverFastThatIs() {
        Claim claim = Claims.builtIn().get(0);
        ClaimVerdict verdict = new ClaimVerdict.NotComparable(
                claim,
                "an EPYC",
                List.of(
                        new ClaimVerdict.Measured("onnxruntime-1.29.0:cpu", "9.99x"),
                        new ClaimVerdict.Measured("tflite-2.21.0:xnnpack", "2.83x")));
        assertThat(verdict.sentence())
                .isEqualTo(
                        "not comparable: measured 9.99x with onnxruntime-1.29.0:cpu, 2.83x with tflite-2.21.0:xnnpack"
                                + " on an EPYC, claimed 4.3x on a Pixel 3 (Iandola et al. 2020, SqueezeBERT,"
                                + " arXiv 2006.11316, abstract)");
    }

    @Test
    void thatLackAFieldAreRefusedByItsName() {
        assertThatExceptionOfType(JsonFormatException.class)
                .isThrownBy(() -> Claims.parse("{\"claims\":[{\"id\":\"x\"}]}".getBytes(StandardCharsets.UTF_8)))
                .withMessage("field claims[0].statement is missing");
    }
}
