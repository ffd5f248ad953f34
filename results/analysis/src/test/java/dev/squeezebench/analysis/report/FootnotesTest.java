package dev.squeezebench.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.squeezebench.records.Examples;
import dev.squeezebench.records.Warning;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FootnotesTest {
    @Test
    void areReferredToInAscendingOrderWhateverTheOrderOfARowsWarnings() {
        Footnotes footnotes = new Footnotes();
        assertThat(footnotes.refer(row("contended", "drift"))).isEqualTo("1,2");
        assertThat(footnotes.refer(row("software_adapter", "drift", "contended")))
                .isEqualTo("1,2,3");
        assertThat(footnotes.texts())
                .extracting(text -> text.split(":", -1)[0])
                .containsExactly("contended", "drift", "software_adapter");
    }

    private static Row row(String... codes) {
        List<Warning> warnings = Arrays.stream(codes)
                .map(code -> new Warning(code, "something", "nothing"))
                .collect(Collectors.toList());
        return new Row(
                new ScenarioSummary(
                        Examples.BERT, 3, Optional.empty(), OptionalDouble.empty(), Collections.emptyList(), warnings),
                new Row.Role.Baseline());
    }
}
