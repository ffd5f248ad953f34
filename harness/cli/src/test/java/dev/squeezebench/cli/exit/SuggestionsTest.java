package dev.squeezebench.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
    private static final List<String> NAMES =
            List.of("bert-base-uncased", "squeezebert-uncased", "bert-tiny", "squeezebert-tiny");

    @ParameterizedTest
    @CsvSource({
        "squeezbert-uncased,squeezebert-uncased",
        "squeezebert,squeezebert-tiny",
        "bert-base,bert-base-uncased",
        "bert-tny,bert-tiny",
        "sqeuezebert-uncased,squeezebert-uncased"
    })
    void findsWhatWasMeant(String typed, String meant) {
        assertThat(Suggestions.nearest(typed, NAMES)).contains(meant);
    }

    @Test
    void listsWhatThereIsWhenNothingIsNear() {
        assertThat(Suggestions.unknown("workload", "gpt", NAMES))
                .hasMessage("unknown workload 'gpt': there are bert-base-uncased, squeezebert-uncased, bert-tiny,"
                        + " squeezebert-tiny");
    }
}
