package dev.squeezebench.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void sentences_that_differ_in_numbers_become_one_with_the_range_of_each() {
        Wording used = new Wording("others used 53% of the CPU time (1 of 8 trials)");

        assertThat(used.takes(new Wording("others used 5.5% of the CPU time (8 of 8 trials)")))
                .isTrue();
        assertThat(used.takes(new Wording("others used 9% of the CPU time (2 of 8 trials)")))
                .isTrue();

        assertThat(used).hasToString("others used 5.5 to 53% of the CPU time (1 to 8 of 8 trials)");
    }

    @Test
    void numbers_in_names_and_versions_tell_sentences_apart() {
        Wording old = new Wording("no kernel in onnxruntime-1.26.0 for net-2.onnx and 'b1'");

        assertThat(old.takes(new Wording("no kernel in onnxruntime-1.29.0 for net-2.onnx and 'b1'")))
                .isFalse();
        assertThat(old).hasToString("no kernel in onnxruntime-1.26.0 for net-2.onnx and 'b1'");
    }
}
