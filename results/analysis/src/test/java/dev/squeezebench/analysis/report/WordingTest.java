package dev.squeezebench.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void sentencesThatDifferInNumbersBecomeOneWithTheRangeOfEach() {
        Wording first = Wording.of("others used 53% of the CPU time (1 of 8 trials)");
        Wording second = Wording.of("others used 5.5% of the CPU time (8 of 8 trials)");
        Wording third = Wording.of("others used 9% of the CPU time (2 of 8 trials)");

        assertThat(second.template()).isEqualTo(first.template()).isEqualTo(third.template());
        assertThat(first.with(second).with(third))
                .hasToString("others used 5.5 to 53% of the CPU time (1 to 8 of 8 trials)");
    }

    @Test
    void numbersInNamesAndVersionsTellSentencesApart() {
        Wording old = Wording.of("no kernel in onnxruntime-1.26.0 for net-2.onnx and 'b1'");

        assertThat(Wording.of("no kernel in onnxruntime-1.29.0 for net-2.onnx and 'b1'")
                        .template())
                .isNotEqualTo(old.template());
        assertThat(old).hasToString("no kernel in onnxruntime-1.26.0 for net-2.onnx and 'b1'");
    }
}
